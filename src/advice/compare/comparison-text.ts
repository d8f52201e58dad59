/** A comparison as Markdown: a page to read, to search in and to copy from. */
import * as l10n from "@vscode/l10n";
import { wavelength } from "../../rope/frequencies.ts";
import { type FrameworkOutcome, outcomeText } from "../framework-outcomes.ts";
import { countText, disturbanceText, factorText } from "../numbers.ts";
import { type BarScale, DISTURBANCE_SCALE, pairBars } from "../pair-bars.ts";
import type { ChangedValue, ComparedRope, Comparison } from "./compare-configs.ts";
import { markdownTable, plainText } from "./markdown.ts";
import type { PairChanges, RopeState } from "./rope-changes.ts";

export interface ComparedNames {
  readonly before: string;
  readonly after: string;
}

/** Pairs in the table; the chart has all of them. */
const MOST_PAIRS = 10;
/** Ratios are drawn from a hundredth more than the same to 32 times slower. */
const RATIO_SCALE: BarScale = { floor: 1.01, ceiling: 32 };

export function comparisonText(comparison: Comparison, names: ComparedNames): string {
  const { shape, unchanged, ropes, frameworks } = comparison;
  const parts = [`# ${plainText(l10n.t("{0} against {1}", names.after, names.before))}`];
  if (shape.length + frameworks.length + ropes.flatMap(({ changed }) => changed).length === 0) {
    parts.push(
      l10n.t("Both say the same: no RoPE or shape value differs, and every framework does the same with both."),
    );
    return `${parts.join("\n\n")}\n`;
  }
  for (const rope of ropes) parts.push(...ropeParts(rope, names, ropes.length > 1));
  parts.push(`## ${l10n.t("Shape and memory")}`);
  if (shape.length > 0) parts.push(valueTable(shape, names));
  if (unchanged.length > 0) parts.push(plainText(l10n.t("The same in both: {0}.", unchanged.join(l10n.t(", ")))));
  parts.push(`## ${l10n.t("Frameworks")}`);
  if (frameworks.length === 0) parts.push(l10n.t("Every framework does the same with both."));
  else {
    const rows = frameworks.map(({ before, after }) => [
      `${after.title} ${after.release}`,
      outcomeCell(before),
      outcomeCell(after),
    ]);
    parts.push(markdownTable([l10n.t("framework"), names.before, names.after], rows));
    parts.push(l10n.t("The others do the same with both."));
  }
  return `${parts.join("\n\n")}\n`;
}

function valueTable(values: readonly ChangedValue[], names: ComparedNames): string {
  const rows = values.map(({ label, before, after }) => [label, before ?? "–", after ?? "–"]);
  return markdownTable([l10n.t("value"), names.before, names.after], rows);
}

function ropeParts(rope: ComparedRope, names: ComparedNames, named: boolean): string[] {
  const { layerType, changed, before, after, pairs } = rope;
  const title = named ? l10n.t("RoPE of {0}", layerType ?? l10n.t("all layers")) : l10n.t("RoPE");
  const parts = [`## ${plainText(title)}`];
  if (changed.length === 0) parts.push(l10n.t("No value differs."));
  else parts.push(valueTable(changed, names));
  if (before === null || after === null) {
    parts.push(plainText(missingText(rope, names)));
  } else if (pairs === null) {
    const [first, second] = [before.invFreq.length, after.invFreq.length];
    parts.push(l10n.t("{0} against {1} frequency pairs: the angles cannot be compared pair by pair.", first, second));
  } else parts.push(...angleParts(before, after, pairs));
  return parts;
}

function missingText({ before, after }: ComparedRope, names: ComparedNames): string {
  if (before === null && after === null) return l10n.t("No frequencies can be computed from either.");
  return l10n.t("No frequencies can be computed from {0}.", before === null ? names.before : names.after);
}

function angleParts(before: RopeState, after: RopeState, pairs: PairChanges): string[] {
  const facts = [frequencyFact(pairs), ...angleFacts(before, after, pairs)];
  const parts = [facts.map((fact) => `- ${fact}`).join("\n")];
  if (pairs.changed === 0 && pairs.meanDisturbance === 0) return parts;
  parts.push(`\`\`\`text\n${chart(pairs)}\n\`\`\``);
  parts.push(l10n.t("One block a frequency pair, from fast to slow; logarithmic, disturbance from 0.0001 to 1 nat."));
  parts.push(pairTable(before, after, pairs));
  return parts;
}

function frequencyFact({ ratios, changed }: PairChanges): string {
  if (changed === 0) return l10n.t("Every frequency is the same.");
  const differing = ratios.filter((ratio) => ratio !== 1);
  const [least, most] = [Math.min(...differing), Math.max(...differing)];
  if (least < 1 && most <= 1) {
    const [slowest, fastest] = [factorText(1 / most), factorText(1 / least)];
    return l10n.t("{0} of {1} frequencies are faster, {2} to {3} times.", changed, ratios.length, slowest, fastest);
  }
  const [from, to] = [factorText(least), factorText(most)];
  return least >= 1
    ? l10n.t("{0} of {1} frequencies are slower, {2} to {3} times.", changed, ratios.length, from, to)
    : l10n.t("{0} of {1} frequencies change: divided by {2} to {3}.", changed, ratios.length, from, to);
}

function angleFacts(before: RopeState, after: RopeState, { meanDisturbance }: PairChanges): string[] {
  const facts = [
    l10n.t(
      "Mean disturbance from the first to the second: {0} nats (angles over {1} tokens against angles over {2}).",
      natsText(meanDisturbance),
      countText(before.window),
      countText(after.window),
    ),
    l10n.t(
      "Mean disturbance against each one's own pretraining: {0} nats before, {1} after.",
      natsText(before.ownDisturbance),
      natsText(after.ownDisturbance),
    ),
  ];
  if (before.attentionFactor !== after.attentionFactor) {
    const [first, second] = [factorText(before.attentionFactor), factorText(after.attentionFactor)];
    facts.push(l10n.t("The attention factor on cosine and sine goes from {0} to {1}.", first, second));
  }
  return facts;
}

/** Nothing disturbed at all is not "0.00000". */
function natsText(value: number): string {
  return value === 0 ? "0" : disturbanceText(value);
}

function chart({ ratios, disturbance }: PairChanges): string {
  const rows = [
    { title: l10n.t("frequency change"), bars: pairBars(ratios.map(magnitude), RATIO_SCALE) },
    { title: l10n.t("disturbance"), bars: pairBars(disturbance, DISTURBANCE_SCALE) },
  ];
  // The title above, not beside: a narrow page would wrap it.
  return rows.map(({ title, bars }) => `${title}\n${bars}`).join("\n");
}

/** Twice as fast is drawn as twice as slow: how far it is from the same. */
function magnitude(ratio: number): number {
  return ratio < 1 ? Math.min(1e9, 1 / ratio) : Math.min(1e9, ratio);
}

function pairTable(before: RopeState, after: RopeState, { ratios, disturbance }: PairChanges): string {
  const order = [...disturbance.keys()].sort((a, b) => (disturbance[b] ?? 0) - (disturbance[a] ?? 0));
  const rows = order
    .slice(0, MOST_PAIRS)
    .sort((a, b) => a - b)
    .map((pair) => [
      String(pair),
      lengthText(before.invFreq[pair] ?? 0),
      lengthText(after.invFreq[pair] ?? 0),
      factorText(ratios[pair] ?? 1),
      disturbanceText(disturbance[pair] ?? 0),
    ]);
  const head = [
    l10n.t("most disturbed pairs"),
    l10n.t("wavelength before"),
    l10n.t("wavelength after"),
    l10n.t("divided by"),
    l10n.t("disturbance"),
  ];
  return markdownTable(head, rows);
}

/** "43.21", "54,410": in tokens. */
function lengthText(invFreq: number): string {
  const tokens = wavelength(invFreq);
  if (!Number.isFinite(tokens)) return l10n.t("none");
  return tokens < 1000 ? factorText(tokens) : countText(Math.round(tokens));
}

function outcomeCell({ outcome, reason, window }: FrameworkOutcome): string {
  const parts = [outcomeText(outcome), ...(reason === "" ? [] : [reason])];
  const text = parts.join(": ");
  return window === null ? text : `${text}; ${l10n.t("window {0}", window)}`;
}
