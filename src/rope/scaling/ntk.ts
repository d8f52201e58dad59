/** NTK-aware scaling changes the base instead of the positions (bloc97, 2023). */

/**
 * base' = base * scale^(d/(d-2)): the slowest pair is divided by `scale`, the fastest stays.
 * A single pair (d = 2) has frequency base^0 whatever the base, so the base stays as well.
 */
export function ntkTheta(theta: number, scale: number, dimension: number): number {
  return dimension > 2 ? theta * scale ** (dimension / (dimension - 2)) : theta;
}

/** What `dynamic` puts in the place of the scale: factor * n / max - (factor - 1), n at least max. */
export function dynamicScale(factor: number, sequenceLength: number, maxLength: number): number {
  return (factor * Math.max(sequenceLength, maxLength)) / maxLength - (factor - 1);
}
