import type { Analysis, StrategyResult } from "../../../src/rope/analysis.ts";
import { pretrainedFrequencies } from "../../../src/rope/frequencies.ts";
import { PairEvaluator } from "../../../src/rope/pair-evaluator.ts";
import type { RopeScaling, RopeSpec, StrategyId } from "../../../src/rope/spec.ts";
import type { ParameterValues } from "../../../src/rope/strategies/parameters.ts";
import type { StrategyContext } from "../../../src/rope/strategies/strategy.ts";

/** LLaMA-2 7B's rotary embedding; anything can be overridden. */
export function llama2(changes: Partial<RopeSpec> = {}): RopeSpec {
  return {
    theta: 10000,
    headDim: 128,
    rotaryDim: 128,
    scaling: { type: "default" },
    maxPositionEmbeddings: 4096,
    pretrainedLength: 4096,
    trainedFactor: 1,
    mropeSection: null,
    ...changes,
  };
}

/** The embedding of a small head with a small window, 8 pairs and 256 tokens: for what does not depend on the size. */
export function small(changes: Partial<RopeSpec> = {}): RopeSpec {
  return llama2({ headDim: 16, rotaryDim: 16, pretrainedLength: 256, maxPositionEmbeddings: 256, ...changes });
}

/** A target length for `small`, tokens: not a whole multiple of its window. */
export const SMALL_TARGET = 1000;

/** What a strategy is asked with for `small` at `SMALL_TARGET`, on 12 bins. */
export function smallContext(spec: RopeSpec, changes?: ParameterValues): StrategyContext {
  const evaluator = new PairEvaluator(pretrainedFrequencies(spec), spec.pretrainedLength, SMALL_TARGET, {
    bins: 12,
    smoothing: 2 ** -14,
  });
  return { spec, evaluator, changes };
}

export const STOCK_YARN: Extract<RopeScaling, { type: "yarn" }> = {
  type: "yarn",
  factor: 4,
  originalLength: 4096,
  betaFast: 32,
  betaSlow: 1,
  truncate: true,
  attentionFactor: null,
  mscale: null,
  mscaleAllDim: null,
};

/** The result of one of the strategies that were compared. */
export function strategy({ strategies }: Pick<Analysis, "strategies">, id: StrategyId): StrategyResult {
  const found = strategies.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`${id} was not compared`);
  return found;
}

/** Largest relative difference between two lists of the same length. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < actual.length; i++) {
    const [a, e] = [actual[i] ?? Number.NaN, expected[i] ?? Number.NaN];
    const difference = a === e ? 0 : Math.abs(a - e) / Math.abs(e);
    if (!(difference <= most)) most = difference;
  }
  return most;
}
