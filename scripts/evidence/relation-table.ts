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

export function relationSection(losses: readonly LossRecord[]): string | null {
  const complete = comparisons(losses).filter(isComplete);
  if (complete.length === 0) return null;
  return distinct(complete.map(({ scale }) => scale))
    .map((scale) =>
      relationOf(
        scale,
        complete.filter((comparison) => comparison.scale === scale),
      ),
    )
    .join("\n\n");
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
  const changed = all.filter(({ strategy }) => strategy !== "none");
  const correlations = MEASURES.map(([name, key]) => {
    const measure = changed.map(({ record }) => record[key]);
    const rho = (part: "inside" | "beyond"): string =>
      rankCorrelation(
        measure,
        changed.map((point) => point[part]),
      )?.toFixed(2) ?? "";
    return [name, rho("inside"), rho("beyond")];
  });
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
    table(["", "loss inside", "loss beyond"], correlations),
  ].join("\n\n");
}
