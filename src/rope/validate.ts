/** Domain checks of a RopeSpec, so that no analysis ever meets NaN. */
import { RopeParameterError, requireFinite, requirePositive, requireWhole } from "./parameter-error.ts";
import type { RopeSpec } from "./spec.ts";

/** @throws RopeParameterError that names the first parameter outside its domain */
export function validateSpec(spec: RopeSpec): void {
  requirePositive("theta", spec.theta);
  requireEven("headDim", spec.headDim, spec.scaling.type === "proportional");
  requireEven("rotaryDim", spec.rotaryDim, true);
  requirePositive("trainedFactor", spec.trainedFactor);
  requireWhole("pretrainedLength", spec.pretrainedLength, 1);
  requireWhole("maxPositionEmbeddings", spec.maxPositionEmbeddings, 1);
  validateScaling(spec);
  const { mropeSection } = spec;
  if (mropeSection !== null) {
    const sum = mropeSection.reduce((total, part) => total + part, 0);
    if (sum !== spec.rotaryDim / 2) {
      throw new RopeParameterError("mropeSection", sum, { kind: "pair-sum", sum: spec.rotaryDim / 2 });
    }
  }
}

function validateScaling({ scaling, rotaryDim }: RopeSpec): void {
  switch (scaling.type) {
    case "default":
      return;
    case "linear":
      requirePositive("factor", scaling.factor);
      return;
    case "dynamic":
      requirePositive("factor", scaling.factor);
      requirePositive("originalLength", scaling.originalLength);
      return;
    case "yarn":
      if (scaling.factor !== null) requirePositive("factor", scaling.factor);
      requirePositive("originalLength", scaling.originalLength);
      requirePositive("betaFast", scaling.betaFast);
      requirePositive("betaSlow", scaling.betaSlow);
      requireFinite("attentionFactor", scaling.attentionFactor);
      requireFinite("mscale", scaling.mscale);
      requireFinite("mscaleAllDim", scaling.mscaleAllDim);
      return;
    case "llama3":
      requirePositive("factor", scaling.factor);
      requirePositive("originalLength", scaling.originalLength);
      requirePositive("lowFreqFactor", scaling.lowFreqFactor);
      requirePositive("highFreqFactor", scaling.highFreqFactor);
      return;
    case "longrope":
      requirePositive("originalLength", scaling.originalLength);
      if (scaling.factor !== null) requirePositive("factor", scaling.factor);
      requireFinite("attentionFactor", scaling.attentionFactor);
      requireDivisors("shortFactor", scaling.shortFactor, rotaryDim / 2);
      requireDivisors("longFactor", scaling.longFactor, rotaryDim / 2);
      return;
    case "proportional":
      requirePositive("factor", scaling.factor);
      if (!(scaling.partialRotaryFactor > 0 && scaling.partialRotaryFactor <= 1)) {
        const rule = { kind: "between", least: 0, above: true, most: 1 } as const;
        throw new RopeParameterError("partialRotaryFactor", scaling.partialRotaryFactor, rule);
      }
      return;
    case "qwen-dynamic-ntk":
      requireWhole("seqLength", scaling.seqLength, 1);
      return;
  }
}

function requireEven(parameter: string, value: number, even: boolean): void {
  requireWhole(parameter, value, 1);
  if (even && value % 2 !== 0) throw new RopeParameterError(parameter, value, { kind: "even" });
}

function requireDivisors(parameter: string, list: readonly number[], length: number): void {
  if (list.length !== length) throw new RopeParameterError(parameter, list, { kind: "pair-list", length });
  for (const value of list) requirePositive(parameter, value);
}
