import { pretrainedSourceText, supportedBy } from "../../advice/index.ts";
import { parametersToJson } from "../../edits/index.ts";
import type { StrategyResult } from "../../rope/index.ts";
import { JsonText, toJson, toJsonLine, type Writable } from "../output/json.ts";
import { VERSION_OF_SHAPES } from "../output/version.ts";
import type { Ranking } from "./ranking.ts";

/** The shape is part of the interface. */
export function rankingsToJson(file: string, rankings: readonly Ranking[]): string {
  return `${toJson(shapeOf(file, rankings))}\n`;
}

/** The same on one line. */
export function rankingsToJsonLine(file: string, rankings: readonly Ranking[]): string {
  return `${toJsonLine(shapeOf(file, rankings))}\n`;
}

function shapeOf(file: string, rankings: readonly Ranking[]): Writable {
  return { version: VERSION_OF_SHAPES, file, ropes: rankings.map(ropeToJson) };
}

function ropeToJson(ranking: Ranking): Writable {
  const { model, entry, analysis } = ranking.advice;
  return {
    path: model.path,
    layerType: entry.layerType,
    pretrainedLength: analysis.pretrainedLength,
    pretrainedLengthSource: pretrainedSourceText(entry.pretrainedLengthSource),
    targetLength: analysis.targetLength,
    scale: analysis.scale,
    bins: analysis.bins,
    use: analysis.use,
    strategies: analysis.strategies.map((strategy) => strategyToJson(strategy, ranking)),
    recommended: analysis.recommended,
    reason: analysis.reason,
    stable: analysis.stable,
    tiedWith: analysis.tiedWith,
    bound:
      analysis.bound === null
        ? null
        : { meanDisturbance: analysis.bound.meanDisturbance, perDimension: analysis.bound.perDimension },
  };
}

function strategyToJson(strategy: StrategyResult, { advice, parameters, longestWindows }: Ranking): Writable {
  const { id } = strategy;
  const written = parameters[id];
  const longest = longestWindows?.of.get(id);
  return {
    id,
    title: strategy.title,
    meanDisturbance: strategy.meanDisturbance,
    localShift: strategy.localShift,
    slopeEnergy: strategy.slopeEnergy,
    needsFineTuning: strategy.needsFineTuning,
    inRunning: strategy.inRunning,
    spread: strategy.spread,
    gridWins: strategy.gridWins,
    perDimension: strategy.perDimension,
    factors: strategy.factors,
    attentionFactor: strategy.attentionFactor,
    parameters: written === undefined ? null : new JsonText(parametersToJson(written)),
    supportedBy: supportedBy(advice.model, id),
    longestWindow: longest === undefined ? undefined : { value: longest, threshold: longestWindows?.threshold ?? null },
  };
}
