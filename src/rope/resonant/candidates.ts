/** The factors that resonant interpolation chooses from, for one pair. */
import { convergents } from "./convergents.ts";

const TWO_PI = 2 * Math.PI;
/** Ratio of neighbouring factors on the logarithmic grid. */
const GRID_RATIO = 1.06;
/** A resonance may speed a pair up by at most this much. */
const LEAST_FACTOR = 0.95;
/** Factors closer than this (relative) are one candidate: the grid's end and the resonance with 0/1 are both s. */
const SAME = 1e-14;

/** Logarithmic grid from 1 to s in ceil(ln s / ln ratio) + 1 points. */
export function factorGrid(scale: number, ratio = GRID_RATIO): Float64Array {
  const steps = Math.ceil(Math.log(scale) / Math.log(ratio));
  if (steps <= 0) return Float64Array.of(1);
  const grid = new Float64Array(steps + 1);
  for (let k = 0; k <= steps; k++) grid[k] = scale ** (k / steps);
  return grid;
}

/**
 * lambda that interpolates only the drift away from p/q: theta' = 2 pi p/q + (theta - 2 pi p/q) / s.
 * After q positions the drift is 1/s of what it was, so s L positions visit just the arcs that L positions did.
 * At most s, which it is for p = 0.
 */
export function resonanceFactor(theta: number, p: number, q: number, scale: number): number {
  if (p === 0) return scale;
  const centre = (TWO_PI * p) / q;
  return theta / (centre + (theta - centre) / scale);
}

/**
 * Candidates of one pair, ascending, without repetition.
 * @param theta pretrained inverse frequency, radians per position, above 0
 * @param grid `factorGrid(scale)`
 * @param most largest denominator of a resonance: the pretrained length
 */
export function candidateFactors(theta: number, scale: number, grid: Float64Array, most: number): Float64Array {
  const all = Array.from(grid);
  for (const { p, q } of convergents(theta / TWO_PI, most)) {
    const factor = resonanceFactor(theta, p, q, scale);
    if (factor >= LEAST_FACTOR) all.push(factor);
  }
  all.sort((a, b) => a - b);
  const kept: number[] = [];
  for (const factor of all) {
    const last = kept[kept.length - 1];
    if (last === undefined || factor - last > SAME * factor) kept.push(factor);
  }
  return Float64Array.from(kept);
}
