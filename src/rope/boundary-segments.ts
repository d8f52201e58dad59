/**
 * The first lattice steps for runs of neighbouring boundaries at once. While a step's y grows by little from one boundary
 * to the next, most floors stay the same, and the top row's length rises evenly: a run is its first boundary and its length.
 */
import {
  BACK,
  GROWTH,
  HALF,
  type LatticeSteps,
  PART_SAFE,
  RATIO,
  ROW_SAFE,
  SLOPE,
  STEP_SIZE,
} from "./lattice-steps.ts";

/** y may grow by so much between boundaries; above, runs are too short to pay. */
const MOST_GROWTH = 1 / 12;

/** Runs of boundaries j = 0 .. fine-1, whose offset is j / fine. */
export interface BoundarySegments {
  /** First boundary of each run. */
  first: Int32Array;
  /** Rows of the run's last shared step; -1 where a floor was too close to call (the run is then one boundary). */
  rows: Float64Array;
  /** Length of the top row at the first boundary. */
  start: Float64Array;
  /** What is counted so far, without `rows` times floor(start). */
  counted: Float64Array;
  /** How many runs. */
  length: number;
}

export function emptySegments(fine: number): BoundarySegments {
  return {
    first: new Int32Array(fine + 1),
    rows: new Float64Array(fine + 1),
    start: new Float64Array(fine + 1),
    counted: new Float64Array(fine + 1),
    length: 0,
  };
}

/**
 * Splits the boundaries into runs.
 * @returns the index of the step whose rows the runs share; the steps after it are still to be done
 */
export function splitIntoSegments(
  segments: BoundarySegments,
  steps: LatticeSteps,
  alpha: number,
  n: number,
  fine: number,
): number {
  const { first, rows, start, counted } = segments;
  const { values } = steps;
  let shared = 0;
  while (shared + 1 < steps.length && (values[(shared + 1) * STEP_SIZE + GROWTH] as number) <= MOST_GROWTH) shared++;
  // (n - 1) alpha as an integer and a fraction. The first product is exact, and the second has little to round: an error
  // here would grow by all ratios to come.
  const high = Math.fround(alpha);
  const product = (n - 1) * high;
  const lift = Math.floor(product);
  const fraction = product - lift + (n - 1) * (alpha - high);
  let length = 0;
  for (let j = 0; j < fine; ) {
    let y = fraction + j / fine;
    let lifted = lift;
    let sum = 0;
    let room = fine;
    let m = 0;
    let top = 0;
    let safe = true;
    for (let at = 0; ; at += STEP_SIZE) {
      const floor = Math.floor(y);
      const rest = y - floor;
      m = lifted + floor;
      lifted = 0;
      const rowSafe = values[at + ROW_SAFE] as number;
      if (Math.abs(rest - 0.5) > rowSafe) {
        safe = false;
        break;
      }
      const rowRoom = (rowSafe + 0.5 - rest) / (values[at + GROWTH] as number);
      if (rowRoom < room) room = rowRoom;
      if (m <= 0) {
        m = 0;
        break;
      }
      top = rest * (values[at + RATIO] as number) - (m - 1) * (values[at + BACK] as number);
      sum += m * (1 + (values[at + HALF] as number) * (m - 1));
      if (at === shared * STEP_SIZE) break;
      const w = Math.floor(top);
      const part = top - w;
      const partSafe = values[at + PART_SAFE] as number;
      if (Math.abs(part - 0.5) > partSafe) {
        safe = false;
        break;
      }
      const partRoom = (partSafe + 0.5 - part) / (values[at + STEP_SIZE + GROWTH] as number);
      if (partRoom < room) room = partRoom;
      sum += m * w;
      y = (m - 1) * (values[at + STEP_SIZE + SLOPE] as number) + part;
    }
    first[length] = j;
    rows[length] = safe ? m : -1;
    start[length] = top;
    counted[length] = sum;
    length++;
    j += safe ? Math.floor(room) + 1 : 1;
  }
  first[length] = fine;
  segments.length = length;
  return shared;
}
