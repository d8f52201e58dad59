/**
 * How often a frequency pair visits each part of the circle: closed form, no loop over positions.
 *
 * With alpha = theta / (2 pi), the number of positions m < n with frac(m alpha) < x is
 * F(0) - F(1 - x) + n, where F(c) = sum over m < n of floor(m alpha + c): lattice points below a line, which follow from
 * the continued fraction of alpha (`lattice-steps.ts`). All boundaries x share the fraction's steps. The first steps
 * treat runs of neighbouring boundaries at once (`boundary-segments.ts`), the middle ones are one pass over the
 * boundaries each (`boundary-passes.ts`), and a table replaces the last ones (`jump-table.ts`).
 *
 * Exactness. alpha is the double nearest to theta / (2 pi), and the counts are exact for it. Each step bounds the
 * rounding error of its arguments; a boundary with a floor that lies within that bound is counted again in integers
 * (`exact-count.ts`): about one in 10^4 boundaries at n = 10^7, fewer at shorter windows.
 */
import { type Boundaries, emptyBoundaries, expand, step, stepAndLookUp } from "./boundary-passes.ts";
import { type BoundarySegments, emptySegments, splitIntoSegments } from "./boundary-segments.ts";
import { asDyadic, exactCountBelow, exactFloorSum } from "./exact-count.ts";
import { emptyTable, fillTable, type JumpTable } from "./jump-table.ts";
import { emptySteps, type LatticeSteps, planSteps } from "./lattice-steps.ts";
import { RopeParameterError, requireWhole } from "./parameter-error.ts";

const TWO_PI = 2 * Math.PI;
/** Up to here every intermediate sum (at most n^2 / 4) is an integer that a double holds exactly. */
const FAST_LIMIT = 2 ** 27;

/** A table of that many buckets a boundary costs less than the steps it replaces. */
const BUCKETS_PER_BOUNDARY = 4;

const steps: LatticeSteps = emptySteps();
const table: JumpTable = emptyTable();
let segments: BoundarySegments = emptySegments(4096);
let boundaries: Boundaries = emptyBoundaries(4096);

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
 * @returns how many boundaries needed integers; most often 0
 * @throws RopeParameterError when theta, n or fine is outside its domain, or `into` is too short
 */
export function cumulativeCounts(theta: number, n: number, fine: number, into: Float64Array): number {
  if (!(theta >= 0 && Number.isFinite(theta))) {
    throw new RopeParameterError("theta", theta, { kind: "finite-at-least", least: 0 });
  }
  requireWhole("n", n, 0);
  requireWhole("fine", fine, 1);
  if (into.length <= fine) {
    throw new RopeParameterError("into", Array.from(into), { kind: "list-at-least", length: fine + 1 });
  }
  const alpha = turnsPerPosition(theta);
  into[0] = 0;
  if (alpha === 0 || n <= 1) {
    into.fill(n, 1, fine + 1);
    return 0;
  }
  if (n > FAST_LIMIT) {
    for (let k = 1; k <= fine; k++) into[k] = exactCountBelow(alpha, n, k, fine);
    return fine;
  }
  if (boundaries.y.length <= fine) {
    segments = emptySegments(2 * fine);
    boundaries = emptyBoundaries(2 * fine);
  }
  // Turning backwards mirrors the circle. 1 - alpha is exact here.
  const mirrored = alpha > 0.5;
  const slope = mirrored ? 1 - alpha : alpha;
  planSteps(steps, slope, n, fine);
  const shared = splitIntoSegments(segments, steps, slope, n, fine);
  let end = shared + 1;
  let found: JumpTable | null = null;
  for (; end < steps.length; end++) {
    if (fillTable(table, steps, end, BUCKETS_PER_BOUNDARY * fine)) {
      found = table;
      break;
    }
  }
  // The boundary of offset 0 first: the others are counted from it.
  const unsure = passes(shared, end, found, n, 1, fine, into);
  const whole = unsure ? n + exactFloorSum(slope, n) : 2 * n - (into[fine] as number);
  const doubt = passes(shared, end, found, whole, fine, fine, into);
  into[fine] = n;
  if (mirrored) mirror(alpha, n, fine, into);
  return doubt ? recount(alpha, n, fine, mirrored, into) : 0;
}

/** All passes for the boundaries of offset below until / fine; `into` becomes `whole` minus their sums of floors. */
function passes(
  shared: number,
  end: number,
  found: JumpTable | null,
  whole: number,
  until: number,
  fine: number,
  into: Float64Array,
): boolean {
  const to = fine - until;
  const direct = end === shared + 1;
  let doubt = expand(segments, steps, shared, direct ? found : null, whole, until, fine, boundaries, into);
  // The last step before the table is one pass with it.
  const single = found === null ? end : end - 1;
  for (let s = shared + 1; s < single; s++) if (step(steps, s, to, fine, boundaries, into)) doubt = true;
  if (found === null || direct) return doubt;
  return stepAndLookUp(steps, single, found, to, fine, boundaries, into) || doubt;
}

/** Counts the doubtful boundaries again, in integers. @returns how many */
function recount(alpha: number, n: number, fine: number, mirrored: boolean, into: Float64Array): number {
  const { doubtful } = boundaries;
  let again = 0;
  for (let k = 1; k < fine; k++) {
    if (doubtful[k] === 0) continue;
    const own = mirrored ? fine - k : k;
    into[own] = exactCountBelow(alpha, n, own, fine);
    again++;
  }
  doubtful.fill(0, 0, fine + 1);
  return again;
}

/**
 * From the counts of 1 - alpha to those of alpha: position m turns to 1 - frac instead of frac, save where frac is 0.
 * (Positions on a boundary would need <= instead of <; such boundaries are doubtful.)
 */
function mirror(alpha: number, n: number, fine: number, into: Float64Array): void {
  const { shift } = asDyadic(alpha);
  // alpha is a whole number of 2^-shift turns in lowest terms: every 2^shift-th position has turned fully.
  const zeros = Math.max(1, Math.ceil(n / 2 ** Number(shift)));
  for (let a = 1, b = fine - 1; a <= b; a++, b--) {
    const one = into[a] as number;
    into[a] = n + zeros - (into[b] as number);
    into[b] = n + zeros - one;
  }
}

/** Counts the angles of one pair into `counts` (one entry a bin), with `cumulative` (bins + 1) as working space. */
export function countInto(theta: number, positions: number, cumulative: Float64Array, counts: Float64Array): void {
  const bins = counts.length;
  cumulativeCounts(theta, positions, bins, cumulative);
  for (let k = 0; k < bins; k++) counts[k] = (cumulative[k + 1] as number) - (cumulative[k] as number);
}

/**
 * Histogram of the rotary angles (m theta) mod 2 pi, m = 0 .. n-1, on `bins` equal bins of the circle.
 * @returns `bins` counts that add up to n
 */
export function angleCounts(theta: number, n: number, bins: number): Float64Array {
  requireWhole("bins", bins, 1);
  const counts = new Float64Array(bins);
  countInto(theta, n, new Float64Array(bins + 1), counts);
  return counts;
}
