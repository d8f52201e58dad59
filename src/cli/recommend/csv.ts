import { supportedBy } from "../../advice/index.ts";
import { type CsvValue, toCsv } from "../output/csv.ts";
import type { Ranking } from "./ranking.ts";

const COLUMNS = [
  "path",
  "layerType",
  "pretrainedLength",
  "targetLength",
  "scale",
  "bins",
  "use",
  "strategy",
  "meanDisturbance",
  "localShift",
  "slopeEnergy",
  "needsFineTuning",
  "inRunning",
  "recommended",
  "spreadMin",
  "spreadMax",
  "gridWins",
  "attentionFactor",
  "longestWindow",
  "supportedBy",
] as const;

/** One row a strategy, for spreadsheets and data frames. */
export function rankingsToCsv(rankings: readonly Ranking[]): string {
  return csvHeader({ withFile: false }) + toCsv(rankings.flatMap(rowsOf));
}

/** @param withFile of many files: the name of each row's comes first */
export function csvHeader({ withFile }: { readonly withFile: boolean }): string {
  return toCsv([withFile ? ["file", ...COLUMNS] : COLUMNS]);
}

/** The rows of one of many files. */
export function rankingsToRows(rankings: readonly Ranking[], file: string): string {
  return toCsv(rankings.flatMap(rowsOf).map((row) => [file, ...row]));
}

function rowsOf({ advice, longestWindows }: Ranking): CsvValue[][] {
  const { entry, analysis, model } = advice;
  return analysis.strategies.map((strategy) => [
    model.path,
    entry.layerType,
    analysis.pretrainedLength,
    analysis.targetLength,
    analysis.scale,
    analysis.bins,
    analysis.use,
    strategy.id,
    strategy.meanDisturbance,
    strategy.localShift,
    strategy.slopeEnergy,
    strategy.needsFineTuning,
    strategy.inRunning,
    strategy.id === analysis.recommended,
    strategy.spread[0],
    strategy.spread[1],
    strategy.gridWins,
    strategy.attentionFactor,
    longestWindows?.of.get(strategy.id) ?? null,
    supportedBy(model, strategy.id).join(" "),
  ]);
}
