import type { PreviewModel } from "../src/protocol/index.ts";

/**
 * The new model, with the old one's objects wherever they say the same, so that what has not changed is told by identity
 * and not drawn again. A step to the next pair keeps all but the angles.
 */
export function shareParts(model: PreviewModel, old: PreviewModel | null): PreviewModel {
  if (old === null) return model;
  const { analysis, ropes, drawn, support, caveat, diff, flags, angles, whatIf, findings } = model;
  return {
    ...model,
    analysis: shared(analysis, old.analysis),
    ropes: shared(ropes, old.ropes),
    drawn: shared(drawn, old.drawn),
    support: shared(support, old.support),
    caveat: shared(caveat, old.caveat),
    diff: shared(diff, old.diff),
    flags: shared(flags, old.flags),
    findings: shared(findings, old.findings),
    whatIf: shared(whatIf, old.whatIf),
    angles: shared(angles, old.angles),
  };
}

function shared<T>(value: T, old: T): T {
  return JSON.stringify(value) === JSON.stringify(old) ? old : value;
}
