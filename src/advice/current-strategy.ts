/** Which strategy of the ranking the file itself states. */
import { sameFactors } from "../rope/analyse.ts";
import { frequencies } from "../rope/frequencies.ts";
import { RopeParameterError } from "../rope/parameter-error.ts";
import type { StrategyId } from "../rope/spec.ts";
import type { RopeAdvice } from "./advise.ts";

/** Relative difference of frequencies below which two scalings are the same. */
const SAME = 1e-9;

/** The strategy whose frequencies at the target length are those of the file; the first in the ranking; null for none. */
export function currentStrategy({ entry, analysis }: RopeAdvice): StrategyId | null {
  let own: Float64Array;
  try {
    own = frequencies(entry.spec, analysis.targetLength).invFreq;
  } catch (error) {
    if (error instanceof RopeParameterError) return null;
    throw error;
  }
  const { pretrainedFrequencies } = analysis;
  const found = analysis.strategies.find((strategy) =>
    strategy.factors.every((factor, pair) => {
      const stated = (pretrainedFrequencies[pair] ?? 0) / factor;
      return Math.abs(stated - (own[pair] ?? 0)) <= SAME * Math.abs(stated);
    }),
  );
  return found?.id ?? null;
}

/** Whether the file states the recommended strategy, by its own name or as lists of the same factors. */
export function isInFile(advice: RopeAdvice): boolean {
  const { strategies, recommended } = advice.analysis;
  const current = currentStrategy(advice);
  const own = strategies.find(({ id }) => id === current);
  const first = strategies.find(({ id }) => id === recommended);
  return own !== undefined && first !== undefined && sameFactors(own.factors, first.factors);
}
