/** YaRN's ramp and magnitude, as transformers, vLLM and SGLang write them. */
import { ceil, compare, divide, floor, log, multiply } from "../python/arithmetic.ts";
import { Raised } from "../python/raised.ts";
import { float, int, numeric, type PyNumber, type PyValue } from "../python/value.ts";
import { powers } from "./common.ts";

/** g(s, m): 1 up to s = 1, else 0.1 m ln s + 1. */
export function yarnMagnitude(scale: PyValue | undefined, mscale: PyValue | undefined = float(1)): number {
  if (compare(scale, "<=", int(1))) return 1;
  return multiply(multiply(float(0.1), mscale), float(log(scale))).value + 1;
}

export interface YarnRamp {
  readonly base: PyValue | undefined;
  readonly dim: number;
  readonly factor: PyValue | undefined;
  /** The length that the numbers of rotations are counted in. */
  readonly length: PyValue | undefined;
  readonly betaFast: PyValue | undefined;
  readonly betaSlow: PyValue | undefined;
  readonly truncate: boolean;
  /** Times the share of a pair that keeps its frequency (extrapolation_factor of vLLM and SGLang). */
  readonly keep?: number;
}

/** How many dimensions turn at least `rotations` times within the length. */
function correctionDim({ base, dim, length }: YarnRamp, rotations: PyValue | undefined): number {
  const turns = multiply(multiply(rotations, int(2)), float(Math.PI));
  const numerator = dim * log(divide(length, turns));
  return divide(float(numerator), float(2 * log(base))).value;
}

/** inverse frequencies: interpolated where the ramp is 1, kept where it is 0. */
export function yarnFrequencies(ramp: YarnRamp): number[] {
  const { base, dim, factor } = ramp;
  const positions = powers(base, dim);
  const scale = numeric(factor);
  if (scale === null) multiply(factor, float(1));
  const fast = correctionDim(ramp, ramp.betaFast);
  const slow = correctionDim(ramp, ramp.betaSlow);
  const low = Math.max(ramp.truncate ? floor(fast) : fast, 0);
  let high = Math.min(ramp.truncate ? ceil(slow) : slow, dim - 1);
  if (low === high) high += 0.001;
  const half = Math.floor(dim / 2);
  if (positions.length !== half && positions.length !== 1 && half !== 1) {
    throw new Raised(
      "RuntimeError",
      `The size of tensor a (${positions.length}) must match the size of tensor b (${half}) at non-singleton dimension 0`,
    );
  }
  // Step by step in float32, as the frameworks do: with a negative factor the two parts nearly cancel.
  const { fround } = Math;
  const [start, span, stretch] = [fround(low), fround(high - low), fround(scale ?? Number.NaN)];
  return positions.map((exact, i) => {
    const power = fround(exact);
    const keep = fround(fround(1 - clamp(fround(fround(i - start) / span))) * (ramp.keep ?? 1));
    const interpolated = fround(fround(1 / fround(stretch * power)) * fround(1 - keep));
    return fround(interpolated + fround(fround(1 / power) * keep));
  });
}

function clamp(value: number): number {
  return Number.isNaN(value) ? value : Math.min(1, Math.max(0, value));
}

/** attention_factor, else g(s, mscale)/g(s, mscale_all_dim) when both count as true, else g(s, 1). */
export function yarnAttentionFactor(
  factor: PyValue | undefined,
  mscale: PyValue | undefined,
  mscaleAllDim: PyValue | undefined,
  pair: boolean,
): PyNumber {
  if (!pair) return float(yarnMagnitude(factor));
  return divide(float(yarnMagnitude(factor, mscale)), float(yarnMagnitude(factor, mscaleAllDim)));
}
