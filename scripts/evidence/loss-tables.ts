/** Loss by strategy and text, and which orders hold. */
import { difference, listed, nats, table, times } from "./markdown.ts";
import {
  COMPARED,
  type Comparison,
  comparisons,
  distinct,
  isComplete,
  type LossRecord,
  mean,
  meanLoss,
} from "./records.ts";

/** One table a scale: rows strategies, columns texts, the mean over the texts that have every strategy shown. */
export function lossTables(losses: readonly LossRecord[]): string {
  const all = comparisons(losses);
  return distinct(all.map(({ scale }) => scale))
    .map((scale) =>
      lossTable(
        scale,
        all.filter((comparison) => comparison.scale === scale),
      ),
    )
    .join("\n\n");
}

function lossTable(scale: number, texts: readonly Comparison[]): string {
  const strategies = COMPARED.filter((id) => texts.some(({ byStrategy }) => byStrategy.has(id)));
  const common = texts.filter(({ byStrategy }) => strategies.every((id) => byStrategy.has(id)));
  const head = ["strategy", "attention factor", ...texts.map(({ text }) => text)];
  if (common.length > 1) head.push(`mean of ${listed(common.map(({ text }) => text))}`);
  const least = (comparison: Comparison): number =>
    Math.min(...[...comparison.byStrategy.values()].map((record) => meanLoss(record, "beyond")));
  const rows = strategies.map((id) => {
    const factor = texts
      .map(({ byStrategy }) => byStrategy.get(id)?.attentionFactor)
      .find((value) => value !== undefined);
    const cells = texts.map((comparison) => {
      const record = comparison.byStrategy.get(id);
      if (record === undefined) return "";
      const beyond = meanLoss(record, "beyond");
      return `${nats(meanLoss(record, "all"))}, ${isComplete(comparison) && beyond === least(comparison) ? `**${nats(beyond)}**` : nats(beyond)}`;
    });
    const means = (part: "all" | "beyond"): string =>
      nats(
        mean(common.flatMap(({ byStrategy }) => [byStrategy.get(id)].flatMap((r) => (r ? [meanLoss(r, part)] : [])))),
      );
    return [
      id,
      (factor ?? 1).toFixed(4),
      ...cells,
      ...(common.length > 1 ? [`${means("all")}, ${means("beyond")}`] : []),
    ];
  });
  return `At ${times(scale)} (${texts[0]?.byStrategy.values().next().value?.positions ?? 0} tokens):\n\n${table(head, rows)}`;
}

export interface Gap {
  readonly text: string;
  readonly gap: number;
  /** Standard error of the gap over the stretches beyond the window, nats. */
  readonly error: number;
}

/** What can be said of a pair of strategies at one scale. */
export interface Order {
  readonly better: string;
  readonly worse: string;
  readonly scale: number;
  /** Loss of `worse` minus that of `better` beyond the window, a text each, nats. */
  readonly gaps: readonly Gap[];
}

/** The order that the measures predict. */
const PREDICTED = [
  ["resonant", "yarn"],
  ["resonant", "llama3"],
  ["yarn", "ntk"],
  ["ntk", "distributional"],
  ["ntk", "linear"],
  ["linear", "none"],
] as const;

export function orders(losses: readonly LossRecord[]): Order[] {
  const all = comparisons(losses);
  return distinct(all.map(({ scale }) => scale)).flatMap((scale) =>
    PREDICTED.map(([better, worse]) => ({
      better,
      worse,
      scale,
      gaps: all
        .filter((comparison) => comparison.scale === scale)
        .flatMap(({ text, byStrategy }) => {
          const [one, other] = [byStrategy.get(better), byStrategy.get(worse)];
          return one && other ? [{ text, ...gapOf(one, other) }] : [];
        }),
    })).filter(({ gaps }) => gaps.length > 0),
  );
}

/** The stretches differ in difficulty, their differences far less: so the error is that of paired differences. */
function gapOf(one: LossRecord, other: LossRecord): Omit<Gap, "text"> {
  const each = one.positions / one.buckets.length;
  const gaps = one.buckets
    .map((sum, index) => ((other.buckets[index] ?? sum) - sum) / each)
    .slice(one.buckets.length / one.scale);
  const gap = mean(gaps);
  const variance = gaps.reduce((sum, value) => sum + (value - gap) ** 2, 0) / (gaps.length - 1);
  return { gap, error: Math.sqrt(variance / gaps.length) };
}

export function orderTable(losses: readonly LossRecord[]): string {
  const rows = orders(losses).map(({ better, worse, scale, gaps }) => [
    times(scale),
    `${better} below ${worse}`,
    `${gaps.filter(({ gap }) => gap > 0).length} of ${gaps.length}`,
    gaps.map(({ text, gap, error }) => `${text} ${difference(gap)} ± ${nats(error)}`).join(", "),
    difference(mean(gaps.map(({ gap }) => gap))),
  ]);
  return table(["scale", "expected", "holds on", "gap beyond the window", "mean"], rows);
}
