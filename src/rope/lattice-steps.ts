/**
 * The steps that count lattice points below a line, from the continued fraction of its slope.
 *
 * h(y) = sum over i >= 0 of max(0, floor(y - i slope)) counts the points on and below a line by columns, from its end.
 * By rows it is m (1 + w + half (m - 1)) + h'(y'), where m = floor(y) is the number of rows, the top row is
 * `start` = (y - m) ratio - (m - 1) back columns long, w = floor(start), and y' = (m - 1) slope' + start - w belongs to
 * the next step. The partial quotient is the nearest integer to the ratio rather than its floor: a third fewer steps.
 */

/** At least the steps that 2^27 positions need: each leaves at most half as many columns, less one, since no slope is above 1/2. */
const MOST_STEPS = 32;
const EPSILON = 2 ** -53;

/** Numbers of one step in `LatticeSteps.values`, at these places from `STEP_SIZE` times its index. */
export const STEP_SIZE = 8;
export const SLOPE = 0;
/** 1 / slope. */
export const RATIO = 1;
/** The next slope where the nearest integer lies above the ratio (the next line then falls), 0 elsewhere. */
export const BACK = 2;
/** Half the nearest integer to the ratio. */
export const HALF = 3;
/** Largest distance of y - m from 1/2 at which rounding cannot have moved m; the same for start - w. */
export const ROW_SAFE = 4;
export const PART_SAFE = 5;
/** How much y grows from one boundary to the next. */
export const GROWTH = 6;

export interface LatticeSteps {
  readonly values: Float64Array;
  /** Fewest and most columns that a step can meet; both have one entry more than there are steps. */
  readonly fewest: Float64Array;
  readonly most: Float64Array;
  /** Bound on the rounding error of a step's y; one entry more than there are steps. */
  readonly error: Float64Array;
  /** How many steps; the last leaves nothing to count. */
  length: number;
}

export function emptySteps(): LatticeSteps {
  return {
    values: new Float64Array(STEP_SIZE * MOST_STEPS),
    fewest: new Float64Array(MOST_STEPS + 1),
    most: new Float64Array(MOST_STEPS + 1),
    error: new Float64Array(MOST_STEPS + 1),
    length: 0,
  };
}

/**
 * Fills `steps` for the line of slope alpha over n columns.
 * @param alpha above 0, at most 1/2
 * @param n at most 2^27
 * @param fine how many boundaries the first offset, in [0, 1), is spread over
 */
export function planSteps(steps: LatticeSteps, alpha: number, n: number, fine: number): void {
  const { values, fewest, most, error } = steps;
  let previous = 1;
  let current = alpha;
  let few = n;
  let many = n;
  let offsetError = EPSILON;
  let s = 0;
  while (many > 1 && current > 0) {
    const slope = current / previous;
    const ratio = previous / current;
    const digit = Math.round(ratio);
    const signed = exactRemainder(previous, current, digit);
    const remainder = Math.abs(signed);
    const back = signed < 0 ? remainder / current : 0;
    const rows = (many - 1) * slope + 1;
    // The first y is known without the rounding of its product (see `boundary-segments.ts`).
    const yError = offsetError + EPSILON * (s === 0 ? 8 : 4 * rows + 4);
    // The last term is for stepping from boundary to boundary by adding multiples of the growth.
    const partError = yError * ratio + EPSILON * (12 * ratio + 4 * rows * back + 4);
    const at = s * STEP_SIZE;
    values[at + SLOPE] = slope;
    values[at + RATIO] = ratio;
    values[at + BACK] = back;
    values[at + HALF] = digit / 2;
    values[at + ROW_SAFE] = 0.5 - yError;
    values[at + PART_SAFE] = 0.5 - partError;
    values[at + GROWTH] = 1 / (previous * fine);
    fewest[s] = few;
    most[s] = many;
    error[s] = yError;
    few = Math.max(0, Math.floor((few - 1) * slope - 1e-6));
    many = Math.floor(rows + 1e-6);
    offsetError = partError;
    previous = current;
    current = remainder;
    s++;
  }
  steps.length = s;
  values[s * STEP_SIZE + SLOPE] = current / previous;
  values[s * STEP_SIZE + GROWTH] = 1 / (previous * fine);
  fewest[s] = few;
  most[s] = many;
  error[s] = offsetError + EPSILON * (4 * ((many - 1) * (current / previous) + 1) + 4);
}

/** previous - digit * current without rounding, for the nearest or the second nearest integer to their ratio. */
function exactRemainder(previous: number, current: number, digit: number): number {
  if (digit < 2 ** 24 && current > 2 ** -100) {
    // Both products fit into 53 bits, and the first difference is exact as its operands are within a factor of two.
    const high = Math.fround(current);
    return previous - digit * high - digit * (current - high);
  }
  const remainder = previous % current;
  return remainder > current / 2 ? remainder - current : remainder;
}
