/** How suddenly the factor changes from one frequency pair to the next. */

/**
 * ln(theta_(i-1) / theta_i) for each pair; the first pair takes the second's. Empty for fewer than two pairs.
 * @param frequencies theta_i of the pairs that rotate, radians per position
 */
export function logSpacings(frequencies: ArrayLike<number>): Float64Array {
  const pairs = frequencies.length;
  if (pairs < 2) return new Float64Array(0);
  const spacings = new Float64Array(pairs);
  for (let i = 1; i < pairs; i++) spacings[i] = Math.log((frequencies[i - 1] as number) / (frequencies[i] as number));
  spacings[0] = spacings[1] as number;
  return spacings;
}

/**
 * Sum over pairs of ((ln lambda_i - ln lambda_(i-1)) / spacing_i)^2, with lambda = 1 before the first pair.
 * @returns 0 where there are fewer than two pairs
 */
export function slopeEnergy(factors: ArrayLike<number>, spacings: Float64Array): number {
  let energy = 0;
  let before = 0;
  for (let i = 0; i < spacings.length; i++) {
    const log = Math.log(factors[i] as number);
    const spacing = spacings[i] as number;
    // A base of 1 gives all pairs one frequency: there is no way from one to the next.
    const slope = spacing === 0 ? 0 : (log - before) / spacing;
    energy += slope * slope;
    before = log;
  }
  return energy;
}
