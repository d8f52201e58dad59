/** How disturbance, local shift and slope energy go with loss over the strategies. */
import { difference, listed, table, times } from "./markdown.ts";
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
import { rankCorrelation } from "./statistics.ts";

const MEASURES = [
  ["mean disturbance", "meanDisturbance"],
  ["local shift", "localShift"],
  ["slope energy", "slopeEnergy"],
] as const;

interface Point {
  readonly strategy: string;
  readonly record: LossRecord;
  /** Loss inside the window minus that of the model as it is, nats. */
  readonly inside: number;
  /** Loss beyond the window minus the least of all strategies, nats. */
  readonly beyond: number;
}

/** The strategies of the texts that have all of them; differences are means over the texts. */
function points(texts: readonly Comparison[]): Point[] {
  return COMPARED.flatMap((strategy) => {
    const each = texts.flatMap(({ byStrategy }) => {
      const [record, none] = [byStrategy.get(strategy), byStrategy.get("none")];
      if (record === undefined || none === undefined) return [];
      const least = Math.min(...[...byStrategy.values()].map((other) => meanLoss(other, "beyond")));
      return [
        {
          record,
          inside: meanLoss(record, "inside") - meanLoss(none, "inside"),
          beyond: meanLoss(record, "beyond") - least,
        },
      ];
    });
    const [first] = each;
    if (first === undefined) return [];
    return [
      {
        strategy,
        record: first.record,
        inside: mean(each.map((entry) => entry.inside)),
        beyond: mean(each.map((entry) => entry.beyond)),
      },
    ];
  });
}

type Key = (typeof MEASURES)[number][1];

const changes = ({ strategy }: Point): boolean => strategy !== "none";

function correlation(points: readonly Point[], key: Key, part: "inside" | "beyond"): number | null {
  return rankCorrelation(
    points.map(({ record }) => record[key]),
    points.map((point) => point[part]),
  );
}

function completeByScale(losses: readonly LossRecord[]): { scale: number; texts: Comparison[] }[] {
  const complete = comparisons(losses).filter(isComplete);
  return distinct(complete.map(({ scale }) => scale)).map((scale) => ({
    scale,
    texts: complete.filter((comparison) => comparison.scale === scale),
  }));
}

/** Rank correlations of the measures with the loss beyond the window, a scale each, over the strategies that change something. */
export function correlations(
  losses: readonly LossRecord[],
): { scale: number; beyond: { measure: string; rho: number }[] }[] {
  return completeByScale(losses).map(({ scale, texts }) => ({
    scale,
    beyond: MEASURES.flatMap(([measure, key]) => {
      const rho = correlation(points(texts).filter(changes), key, "beyond");
      return rho === null ? [] : [{ measure, rho }];
    }),
  }));
}

export function relationSection(losses: readonly LossRecord[]): string | null {
  const all = completeByScale(losses);
  return all.length === 0 ? null : all.map(({ scale, texts }) => relationOf(scale, texts)).join("\n\n");
}

function relationOf(scale: number, texts: readonly Comparison[]): string {
  const all = points(texts);
  const rows = all.map(({ strategy, record, inside, beyond }) => [
    strategy,
    record.meanDisturbance.toFixed(5),
    record.localShift.toFixed(5),
    record.slopeEnergy.toFixed(2),
    difference(inside),
    difference(beyond),
  ]);
  const changed = all.filter(changes);
  const cells = MEASURES.map(([name, key]) => [
    name,
    ...(["inside", "beyond"] as const).map((part) => correlation(changed, key, part)?.toFixed(2) ?? ""),
  ]);
  return [
    `At ${times(scale)}, mean over ${listed(texts.map(({ text }) => text))}:`,
    table(
      [
        "strategy",
        "mean disturbance",
        "local shift",
        "slope energy",
        "inside, against unscaled",
        "beyond, against the best",
      ],
      rows,
    ),
    `Rank correlation (Spearman) over the ${changed.length} strategies that change something:`,
    table(["", "loss inside", "loss beyond"], cells),
  ].join("\n\n");
}
