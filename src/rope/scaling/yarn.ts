/** YaRN: a ramp over the pairs from extrapolation to interpolation (Peng et al., arXiv 2309.00071). */

export interface YarnRamp {
  readonly betaFast: number;
  readonly betaSlow: number;
  /** Round the ramp's ends to whole pairs. */
  readonly truncate: boolean;
}

export const YARN_DEFAULTS: YarnRamp = { betaFast: 32, betaSlow: 1, truncate: true };

/** The pair index (fractional) whose angle turns `rotations` times within `length` positions. */
function pairOfRotations(rotations: number, dimension: number, theta: number, length: number): number {
  return (dimension * Math.log(length / (rotations * 2 * Math.PI))) / (2 * Math.log(theta));
}

/** Share of extrapolation of each pair: 1 keeps theta_i, 0 divides it by the factor. */
export function yarnShares(
  theta: number,
  dimension: number,
  originalLength: number,
  ramp: YarnRamp,
  pairs = dimension / 2,
): Float64Array {
  let low = pairOfRotations(ramp.betaFast, dimension, theta, originalLength);
  let high = pairOfRotations(ramp.betaSlow, dimension, theta, originalLength);
  if (ramp.truncate) {
    low = Math.floor(low);
    high = Math.ceil(high);
  }
  low = Math.max(low, 0);
  high = Math.min(high, dimension - 1);
  // The stock implementation avoids a division by zero in this way.
  if (low === high) high += 0.001;
  const shares = new Float64Array(pairs);
  for (let i = 0; i < pairs; i++) shares[i] = 1 - Math.min(1, Math.max(0, (i - low) / (high - low)));
  return shares;
}

/** theta_i / s * (1 - share) + theta_i * share. */
export function yarnFrequency(frequency: number, factor: number, share: number): number {
  return (frequency / factor) * (1 - share) + frequency * share;
}

/** 0.1 m ln s + 1, and 1 for s <= 1. */
export function yarnScale(factor: number, mscale = 1): number {
  return factor <= 1 ? 1 : 0.1 * mscale * Math.log(factor) + 1;
}

/** attention_factor when given; else mscale and mscale_all_dim when both are set and not 0; else 0.1 ln s + 1. */
export function yarnAttentionFactor(
  factor: number,
  attentionFactor: number | null,
  mscale: number | null,
  mscaleAllDim: number | null,
): number {
  if (attentionFactor !== null) return attentionFactor;
  if (mscale && mscaleAllDim) return yarnScale(factor, mscale) / yarnScale(factor, mscaleAllDim);
  return yarnScale(factor);
}
