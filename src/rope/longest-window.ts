/** Target planning in reverse: how long a window may become before it disturbs more than a given value. */
import { DEFAULT_BINS, DEFAULT_SMOOTHING } from "./disturbance.ts";
import { pretrainedFrequencies } from "./frequencies.ts";
import { PairEvaluator } from "./pair-evaluator.ts";
import { requireAtLeast } from "./parameter-error.ts";
import type { RopeSpec, StrategyId } from "./spec.ts";
import type { Steps } from "./steps.ts";
import { STRATEGIES } from "./strategies/index.ts";
import { factorSteps } from "./strategies/strategy.ts";

/** Beyond this multiple of L nobody looks; the answer is then this multiple. */
const MOST_SCALE = 1024;

export interface LongestWindowOptions {
  readonly bins?: number | undefined;
  readonly smoothing?: number | undefined;
  /** Largest multiple of L to look at, a power of two; default 1024. */
  readonly mostScale?: number | undefined;
  /** Mean disturbance under the strategy at a target length, nats, where it was computed before; default nowhere. */
  readonly known?: ((length: number) => number | undefined) | undefined;
}

/**
 * The longest window found whose mean disturbance under the strategy is at most `threshold`: the scale doubles until it
 * is exceeded, then the last step is halved down to one token. L itself when every longer window exceeds it.
 * (The disturbance of most strategies rises with the window, but not strictly: a longer window can lie below again.)
 * @param threshold nats, at least 0
 */
export function* longestWindow(
  spec: RopeSpec,
  id: StrategyId,
  threshold: number,
  options: LongestWindowOptions = {},
): Steps<number> {
  requireAtLeast("threshold", threshold, 0);
  const { bins = DEFAULT_BINS, smoothing = DEFAULT_SMOOTHING, mostScale = MOST_SCALE, known } = options;
  const frequencies = pretrainedFrequencies(spec);
  const { pretrainedLength } = spec;
  let steps = 0;
  function* within(length: number): Steps<boolean> {
    const mean = known?.(length);
    if (mean !== undefined) return mean <= threshold;
    steps++;
    yield { done: steps, total: 30, what: id };
    return (yield* meanDisturbance(spec, id, frequencies, length, { bins, smoothing })) <= threshold;
  }
  let good = pretrainedLength;
  let bad = 2 * pretrainedLength;
  while (yield* within(bad)) {
    good = bad;
    if (good >= mostScale * pretrainedLength) return good;
    bad = 2 * good;
  }
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (yield* within(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** Mean disturbance of one strategy at one target length, nats. */
export function* meanDisturbance(
  spec: RopeSpec,
  id: StrategyId,
  frequencies: Float64Array,
  targetLength: number,
  options: { readonly bins: number; readonly smoothing: number },
): Steps<number> {
  const evaluator = new PairEvaluator(frequencies, spec.pretrainedLength, targetLength, options);
  const factors = yield* factorSteps(STRATEGIES[id], { spec, evaluator });
  return evaluator.mean(factors.map((factor, pair) => evaluator.disturbance(pair, factor)));
}
