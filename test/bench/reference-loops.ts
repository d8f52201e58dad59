/**
 * The paper's algorithm as loops over strategies, pairs and positions, in plain TypeScript: what `reference_loops.py` does,
 * line for line, as fast as such loops get. A baseline, so it shares nothing with src/rope but the names.
 */
import type { PaperStrategy } from "./llama2.ts";

const TWO_PI = 2 * Math.PI;
/** The reference starts every count at float16's smallest normal number (Wu et al. 2024). */
const SMOOTHING = 2 ** -14;

export interface LoopRequest {
  readonly theta: number;
  /** d, even. */
  readonly rotaryDim: number;
  /** L, tokens. */
  readonly pretrainedLength: number;
  /** L', tokens. */
  readonly targetLength: number;
  readonly bins: number;
}

export interface LoopResult {
  /** D of each pair, nats. */
  readonly disturbances: readonly number[];
  /** Smoothed counts of the extended window, one histogram a pair; none for `distributional`, which reuses two others'. */
  readonly counts: readonly Float64Array[];
}

export type LoopResults = Readonly<Record<PaperStrategy, LoopResult>>;

/** theta_i of every pair, radians per position. */
type FrequenciesOf = (request: LoopRequest, scale: number) => Float64Array;

function plain(theta: number, dimension: number): Float64Array {
  return Float64Array.from({ length: dimension / 2 }, (_, pair) => theta ** ((-2 * pair) / dimension));
}

const none: FrequenciesOf = ({ theta, rotaryDim }) => plain(theta, rotaryDim);

const linear: FrequenciesOf = (request, scale) => none(request, scale).map((frequency) => frequency / scale);

const ntk: FrequenciesOf = ({ theta, rotaryDim }, scale) =>
  plain(theta * scale ** (rotaryDim / (rotaryDim - 2)), rotaryDim);

/** At the full target length, with the scale as its factor. */
const dynamic: FrequenciesOf = (request, scale) => ntk(request, scale * scale - (scale - 1));

const yarn: FrequenciesOf = ({ theta, rotaryDim, pretrainedLength }, scale) => {
  const pairOf = (rotations: number): number =>
    (rotaryDim * Math.log(pretrainedLength / (TWO_PI * rotations))) / (2 * Math.log(theta));
  const low = Math.max(Math.floor(pairOf(32)), 0);
  const high = Math.min(Math.ceil(pairOf(1)), rotaryDim - 1);
  return plain(theta, rotaryDim).map((frequency, pair) => {
    const ramp = Math.min(Math.max((pair - low) / (high - low), 0), 1);
    return (frequency / scale) * ramp + frequency * (1 - ramp);
  });
};

const llama3: FrequenciesOf = ({ theta, rotaryDim, pretrainedLength }, scale) =>
  plain(theta, rotaryDim).map((frequency) => {
    const turns = (pretrainedLength * frequency) / TWO_PI;
    const share = Math.min(Math.max((turns - 1) / 3, 0), 1);
    return (frequency / scale) * (1 - share) + frequency * share;
  });

/** Smoothed counts of the rotary angles of positions 0 .. length-1. */
function countAngles(frequency: number, length: number, bins: number): Float64Array {
  const counts = new Float64Array(bins).fill(SMOOTHING);
  const binsPerRadian = bins / TWO_PI;
  for (let position = 0; position < length; position++) {
    const angle = (position * frequency) % TWO_PI;
    const bin = Math.floor(binsPerRadian * angle);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** KL divergence of the pretrained from the extended distribution, nats. */
function divergence(pretrained: Float64Array, extended: Float64Array): number {
  let pretrainedTotal = 0;
  let extendedTotal = 0;
  for (const count of pretrained) pretrainedTotal += count;
  for (const count of extended) extendedTotal += count;
  let result = 0;
  for (let bin = 0; bin < pretrained.length; bin++) {
    const share = (pretrained[bin] ?? 0) / pretrainedTotal;
    result += share * Math.log(share / ((extended[bin] ?? 0) / extendedTotal));
  }
  return result;
}

/** The work of the paper for the strategies that it knows: the pretrained window is counted once, the extended one a strategy. */
export function referenceLoops(request: LoopRequest): LoopResults {
  const { pretrainedLength, targetLength, bins } = request;
  const scale = targetLength / pretrainedLength;
  const pretrained = Array.from(none(request, scale), (frequency) => countAngles(frequency, pretrainedLength, bins));
  const resultOf = (frequenciesOf: FrequenciesOf): LoopResult => {
    const counts = Array.from(frequenciesOf(request, scale), (frequency) => countAngles(frequency, targetLength, bins));
    const disturbances = counts.map((extended, pair) => divergence(pretrained[pair] ?? extended, extended));
    return { disturbances, counts };
  };
  const extrapolated = resultOf(none);
  const interpolated = resultOf(linear);
  return {
    none: extrapolated,
    linear: interpolated,
    ntk: resultOf(ntk),
    dynamic: resultOf(dynamic),
    yarn: resultOf(yarn),
    llama3: resultOf(llama3),
    // The paper's rule: of extrapolation and interpolation the one that disturbs the pair less.
    distributional: {
      disturbances: extrapolated.disturbances.map((value, pair) =>
        Math.min(value, interpolated.disturbances[pair] ?? value),
      ),
      counts: [],
    },
  };
}
