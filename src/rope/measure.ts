/** What is measured of one strategy, apart from how it ranks among others. */
import type { StrategyResult } from "./analysis.ts";
import { localShift } from "./local-shift.ts";
import type { PairEvaluator } from "./pair-evaluator.ts";
import { logSpacings, slopeEnergy } from "./slope-energy.ts";
import type { StrategyId } from "./spec.ts";
import { GRID_COUNT, GridComparison } from "./stability.ts";
import type { Steps } from "./steps.ts";
import { STRATEGIES } from "./strategies/index.ts";
import type { StrategyContext } from "./strategies/strategy.ts";

export interface Measured {
  readonly id: StrategyId;
  readonly factors: Float64Array;
  readonly perDimension: Float64Array;
  readonly meanDisturbance: number;
  readonly localShift: number;
  readonly slopeEnergy: number;
  readonly attentionFactor: number;
}

/** @param factors lambda_i, one a pair */
export function measure(context: StrategyContext, id: StrategyId, factors: Float64Array): Measured {
  const { evaluator } = context;
  const perDimension = factors.map((factor, pair) => evaluator.disturbance(pair, factor));
  const shifts = factors.map((factor, pair) => {
    const theta = evaluator.frequency(pair);
    return localShift(theta, theta / factor);
  });
  const rotating = [...evaluator.frequencies.keys()].filter((pair) => evaluator.rotates(pair));
  const spacings = logSpacings(rotating.map((pair) => evaluator.frequency(pair)));
  return {
    id,
    factors,
    perDimension,
    meanDisturbance: evaluator.mean(perDimension),
    localShift: evaluator.mean(shifts),
    slopeEnergy: slopeEnergy(
      rotating.map((pair) => factors[pair] ?? 1),
      spacings,
    ),
    attentionFactor: STRATEGIES[id].attentionFactor(context),
  };
}

/** Mean disturbance of every strategy on every grid: one row of 16 a strategy. */
export function* gridMeans(evaluator: PairEvaluator, compared: readonly Measured[]): Steps<Float64Array[]> {
  const grids = new GridComparison(evaluator);
  const means = compared.map(() => new Float64Array(GRID_COUNT));
  const pairs = [...evaluator.frequencies.keys()].filter((pair) => evaluator.rotates(pair));
  for (const [done, pair] of pairs.entries()) {
    const distinct = [...new Set(compared.map((entry) => entry.factors[pair] ?? 1))];
    const results = grids.compare(pair, distinct);
    compared.forEach((entry, index) => {
      const own = results[distinct.indexOf(entry.factors[pair] ?? 1)];
      const row = means[index];
      if (own === undefined || row === undefined) return;
      for (let g = 0; g < GRID_COUNT; g++) row[g] = (row[g] ?? 0) + (own[g] ?? 0) / pairs.length;
    });
    yield { done: done + 1, total: pairs.length, what: "grids" };
  }
  return means;
}

/**
 * The part of a result that does not depend on the other strategies.
 * @param means its means on the 16 grids; absent: not compared on them
 * @param limit local shift above which it needs fine-tuning
 */
export function resultOf(
  measured: Measured,
  means: Float64Array | undefined,
  limit: number,
): Omit<StrategyResult, "inRunning" | "leftOut" | "gridWins"> {
  return {
    id: measured.id,
    title: STRATEGIES[measured.id].title,
    meanDisturbance: measured.meanDisturbance,
    localShift: measured.localShift,
    slopeEnergy: measured.slopeEnergy,
    needsFineTuning: measured.localShift > limit,
    spread: spreadOf(measured, means),
    perDimension: Array.from(measured.perDimension),
    factors: Array.from(measured.factors),
    attentionFactor: measured.attentionFactor,
  };
}

/** Smallest and largest mean over the four grids with the ranking's own number of bins. */
function spreadOf(entry: Measured, means: Float64Array | undefined): [number, number] {
  if (means === undefined) return [entry.meanDisturbance, entry.meanDisturbance];
  const own = means.subarray(8, 12);
  return [Math.min(...own), Math.max(...own)];
}
