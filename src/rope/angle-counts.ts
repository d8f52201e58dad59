/**
 * How often a frequency pair visits each part of the circle: closed form, no loop over positions.
 *
 * With alpha = theta / (2 pi), the number of positions m < n with frac(m alpha) < x is
 * F(0) - F(1 - x) + n, where F(c) = sum over m < n of floor(m alpha + c). F follows the continued fraction of alpha:
 * counting the lattice points below the line by rows instead of columns turns (alpha, n, c) into (frac(1/alpha), M, c'),
 * with M about n alpha. All boundaries share the steps of alpha, so each step is one pass over the boundaries.
 *
 * Exactness. alpha is the double nearest to theta / (2 pi), and the counts are exact for it. Each step bounds the
 * rounding error of its arguments; a boundary whose floor lies within that bound is counted again in integers
 * (`exact-count.ts`). The bound grows like n times 2^-53, so that happens about once in 10^5 boundaries at n = 10^7.
 * Steps use the nearest integer rather than the floor of 1/alpha: a third fewer of them.
 */
import { exactCountBelow } from "./exact-count.ts";

const TWO_PI = 2 * Math.PI;
const EPSILON = 2 ** -53;
/** Up to here every intermediate sum (at most n^2 / 4) is an integer that a double holds exactly. */
const FAST_LIMIT = 2 ** 27;

interface Scratch {
  count: Float64Array;
  offset: Float64Array;
  sum: Float64Array;
  risky: Uint8Array;
}

let scratch: Scratch = makeScratch(4096);

function makeScratch(size: number): Scratch {
  return {
    count: new Float64Array(size),
    offset: new Float64Array(size),
    sum: new Float64Array(size),
    risky: new Uint8Array(size),
  };
}

/** Turns per position, in [0, 1). */
export function turnsPerPosition(theta: number): number {
  const alpha = Math.abs(theta) / TWO_PI;
  return alpha - Math.floor(alpha);
}

/**
 * Cumulative counts on a grid of `fine` equal parts of the circle.
 * @param theta radians per position, finite and not negative
 * @param n how many positions, 0 .. n-1
 * @param into receives fine + 1 values: entry k is how many positions have an angle below k/fine of a turn
 */
export function cumulativeCounts(theta: number, n: number, fine: number, into: Float64Array): void {
  const alpha = turnsPerPosition(theta);
  into[0] = 0;
  if (alpha === 0 || n <= 1) {
    into.fill(n, 1, fine + 1);
    return;
  }
  if (n > FAST_LIMIT) {
    for (let k = 1; k <= fine; k++) into[k] = exactCountBelow(alpha, n, k, fine);
    return;
  }
  if (scratch.count.length <= fine) scratch = makeScratch(2 * fine);
  const { count, offset, sum, risky } = scratch;
  const anyRisky = latticeSums(alpha, n, fine, count, offset, sum, risky);
  const whole = (sum[fine] ?? 0) + n;
  for (let k = 1; k < fine; k++) into[k] = whole - (sum[k] ?? 0);
  into[fine] = n;
  if (anyRisky) recount(alpha, n, fine, risky, into);
}

/** Counts the boundaries marked as risky again, in integers. The reference sum (entry `fine`) affects all of them. */
function recount(alpha: number, n: number, fine: number, risky: Uint8Array, into: Float64Array): void {
  if (risky[fine] === 1) {
    // Entry 1 is exact or not for itself; the difference to its exact value mends the common term.
    const anchor = risky.indexOf(0, 1);
    if (anchor >= 1 && anchor < fine) {
      const shift = exactCountBelow(alpha, n, anchor, fine) - (into[anchor] ?? 0);
      for (let k = 1; k < fine; k++) into[k] = (into[k] ?? 0) + shift;
    } else {
      risky.fill(1, 1, fine);
    }
  }
  for (let k = 1; k < fine; k++) if (risky[k] === 1) into[k] = exactCountBelow(alpha, n, k, fine);
}

/**
 * For k = 1 .. fine: sum[k] = sum over m < n of floor(m alpha + (fine - k)/fine), up to a term common to all k.
 * @returns whether any floor was too close to call; those boundaries are marked in `risky`
 */
function latticeSums(
  alpha: number,
  n: number,
  fine: number,
  count: Float64Array,
  offset: Float64Array,
  sum: Float64Array,
  risky: Uint8Array,
): boolean {
  const inverse = 1 / fine;
  let anyRisky = false;
  let offsetError = EPSILON;
  let previous = 1;
  let current = alpha;
  if (alpha <= 0.5) {
    for (let k = 1; k <= fine; k++) {
      count[k] = n;
      offset[k] = (fine - k) * inverse;
      sum[k] = 0;
      risky[k] = 0;
    }
    offsetError = 2 * EPSILON;
  } else {
    // Reflect: floor(m alpha + c) = m + floor(c - m (1 - alpha)), read from the last position backwards.
    current = 1 - alpha;
    const last = (n - 1) * current;
    offsetError = EPSILON * (2 * last + 4);
    for (let k = 1; k <= fine; k++) {
      const shifted = (fine - k) * inverse - last;
      const whole = Math.floor(shifted);
      const part = shifted - whole;
      count[k] = n;
      offset[k] = part;
      sum[k] = whole * n;
      const close = part < offsetError || part > 1 - offsetError ? 1 : 0;
      risky[k] = close;
      if (close === 1) anyRisky = true;
    }
  }
  let most = n;
  while (most > 1 && current > 0) {
    // Both remainders are exact: % has no rounding, and the subtraction is within a factor of two.
    let remainder = previous % current;
    let backwards = 0;
    const ratio = previous / current;
    if (remainder > current / 2) {
      remainder = current - remainder;
      backwards = 1;
    }
    const slope = current / previous;
    const digit = Math.round((backwards === 1 ? previous + remainder : previous - remainder) / current);
    const nextSlope = remainder / current;
    const back = backwards * nextSlope;
    const half = digit / 2;
    const rowError = offsetError + EPSILON * (2 * most * slope + 2);
    const rows = Math.floor((most - 1) * slope + 1);
    const nextError = rowError * ratio + EPSILON * (2 * ratio + 2 * rows * back + 2);
    most = 0;
    for (let k = 1; k <= fine; k++) {
      const n0 = count[k] as number;
      if (n0 <= 1) {
        count[k] = 0;
        continue;
      }
      const y = (n0 - 1) * slope + (offset[k] as number);
      const m = Math.floor(y);
      const rest = y - m;
      const start = rest * ratio - (m - 1) * back;
      const whole = Math.floor(start);
      const part = start - whole;
      sum[k] = (sum[k] as number) + m * (1 + whole + half * (m - 1));
      count[k] = m;
      offset[k] = part;
      if (m > most) most = m;
      if (rest < rowError || rest > 1 - rowError || (m > 0 && (part < nextError || part > 1 - nextError))) {
        risky[k] = 1;
        anyRisky = true;
      }
    }
    offsetError = nextError;
    previous = current;
    current = remainder;
  }
  return anyRisky;
}

/**
 * Histogram of the rotary angles (m theta) mod 2 pi, m = 0 .. n-1, on `bins` equal bins of the circle.
 * @returns `bins` counts that add up to n
 */
export function angleCounts(theta: number, n: number, bins: number): Float64Array {
  const cumulative = new Float64Array(bins + 1);
  cumulativeCounts(theta, n, bins, cumulative);
  const counts = new Float64Array(bins);
  for (let k = 0; k < bins; k++) counts[k] = (cumulative[k + 1] as number) - (cumulative[k] as number);
  return counts;
}
