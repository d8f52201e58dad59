/** What becomes of a rotary embedding from one config to another: frequencies, and the angles over each one's window. */
import type { RopeEntry } from "../../config/model.ts";
import { DEFAULT_SMOOTHING } from "../../rope/disturbance.ts";
import { frequencies, pretrainedFrequencies } from "../../rope/frequencies.ts";
import { PairEvaluator } from "../../rope/pair-evaluator.ts";
import { RopeParameterError } from "../../rope/parameter-error.ts";
import type { Steps } from "../../rope/steps.ts";

/** One config's RoPE as it runs over its own window. */
export interface RopeState {
  /** Tokens. */
  readonly window: number;
  readonly pretrainedLength: number;
  /** theta_i at the window, radians per position. */
  readonly invFreq: readonly number[];
  readonly attentionFactor: number;
  /** Mean disturbance against the model's own pretraining, nats; 0 within the pretrained window at the pretrained frequencies. */
  readonly ownDisturbance: number;
}

/** From the first config's angles to the second's, pair by pair. */
export interface PairChanges {
  /** Frequency before / after: above 1 is slower. 1 for pairs that rotate in neither, Infinity for one that stops. */
  readonly ratios: readonly number[];
  readonly changed: number;
  /** Disturbance of each pair, nats: the first config over its window is the reference, the second over its own is compared. */
  readonly disturbance: readonly number[];
  /** Over the pairs that rotate in the first. */
  readonly meanDisturbance: number;
}

/** Relative difference below which two frequencies are the same. */
const SAME = 1e-9;

/** null where the parameters are such that no frequencies can be computed. */
export function* ropeStateSteps(entry: RopeEntry, bins: number): Steps<RopeState | null> {
  const { spec } = entry;
  const window = Math.max(1, Math.round(entry.claimedLength));
  try {
    const { invFreq, attentionFactor } = frequencies(spec, window);
    const pretrained = pretrainedFrequencies(spec);
    const evaluator = evaluatorOf(pretrained, spec.pretrainedLength, window, bins);
    const values = yield* disturbances(evaluator, invFreq);
    return {
      window,
      pretrainedLength: spec.pretrainedLength,
      invFreq: Array.from(invFreq),
      attentionFactor,
      ownDisturbance: evaluator.mean(values),
    };
  } catch (error) {
    if (error instanceof RopeParameterError) return null;
    throw error;
  }
}

/** null where the two have different numbers of pairs: they cannot be told apart pair by pair then. */
export function* pairChangesSteps(before: RopeState, after: RopeState, bins: number): Steps<PairChanges | null> {
  if (before.invFreq.length !== after.invFreq.length) return null;
  const evaluator = evaluatorOf(Float64Array.from(before.invFreq), before.window, after.window, bins);
  const disturbance = yield* disturbances(evaluator, after.invFreq);
  const ratios = before.invFreq.map((frequency, pair) => ratioOf(frequency, after.invFreq[pair] ?? 0));
  return {
    ratios,
    changed: ratios.filter((ratio) => ratio !== 1).length,
    disturbance,
    meanDisturbance: evaluator.mean(disturbance),
  };
}

function ratioOf(before: number, after: number): number {
  return Math.abs(before - after) <= SAME * before ? 1 : before / after;
}

function evaluatorOf(invFreq: Float64Array, reference: number, window: number, bins: number): PairEvaluator {
  return new PairEvaluator(invFreq, reference, window, { bins, smoothing: DEFAULT_SMOOTHING });
}

function* disturbances(evaluator: PairEvaluator, invFreq: ArrayLike<number>): Steps<number[]> {
  const values: number[] = [];
  for (const [pair, frequency] of evaluator.frequencies.entries()) {
    values.push(evaluator.disturbance(pair, ratioOf(frequency, invFreq[pair] ?? 0)));
    yield { done: pair + 1, total: evaluator.frequencies.length, what: "pairs" };
  }
  return values;
}
