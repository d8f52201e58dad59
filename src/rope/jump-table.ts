/**
 * h(y) of `lattice-steps.ts` for lines of few columns, by table: h is a staircase, and its jumps lie at i slope + w. The
 * range of y is cut into so many buckets that each holds one jump at most.
 */
import { type LatticeSteps, SLOPE, STEP_SIZE } from "./lattice-steps.ts";

/** Columns at most, and buckets at most; beyond, another step costs less than the table. */
const MOST_COLUMNS = 128;
const BUCKETS = 2048;

export interface JumpTable {
  /** For each bucket h below its jump plus 1, and the place of the jump: h(y) = entry + floor(y - place). */
  readonly entries: Float64Array;
  low: number;
  perUnit: number;
  /** Closer to a place than this, rounding may have moved y across it. */
  near: number;
}

export function emptyTable(): JumpTable {
  return { entries: new Float64Array(2 * BUCKETS), low: 0, perUnit: 0, near: 0 };
}

/**
 * Fills the table for every y that step `index` can meet: (fewest - 1) slope to (most - 1) slope + 1.
 * @param budget how many buckets are worth their while
 * @returns whether the table could be made: few columns, no two jumps too close
 */
export function fillTable(table: JumpTable, steps: LatticeSteps, index: number, budget: number): boolean {
  const most = steps.most[index] as number;
  if (most > MOST_COLUMNS) return false;
  const slope = steps.values[index * STEP_SIZE + SLOPE] as number;
  const fewest = steps.fewest[index] as number;
  const error = steps.error[index] as number;
  let gap = 0.5;
  for (let d = 1; d < most; d++) {
    const place = d * slope;
    const distance = Math.abs(place - Math.round(place));
    if (distance < gap) gap = distance;
  }
  const low = (fewest - 1) * slope - 2 ** -20;
  const high = (most - 1) * slope + 1 + 2 ** -20;
  const perUnit = Math.ceil(1 / gap) + 0.6180339887;
  const buckets = Math.floor((high - low) * perUnit) + 1;
  if (!(buckets <= Math.min(budget, BUCKETS))) return false;
  const { entries } = table;
  // A jump so close to a bucket's edge could be missed by a y beyond the edge.
  const margin = 4 * error * perUnit;
  const width = 1 / perUnit;
  // 0 stands for no jump: jumps lie at 1 and above.
  for (let b = 0; b < buckets; b++) entries[2 * b + 1] = 0;
  let below = 0;
  for (let i = 0; i < most; i++) {
    const column = i * slope;
    let w = Math.max(1, Math.floor(low - column) + 1);
    below += w - 1;
    for (; column + w < high; w++) {
      const place = (column + w - low) * perUnit;
      const bucket = Math.floor(place);
      const within = place - bucket;
      if (within < margin || within > 1 - margin || entries[2 * bucket + 1] !== 0) return false;
      entries[2 * bucket + 1] = column + w;
    }
  }
  for (let b = 0; b < buckets; b++) {
    if (entries[2 * b + 1] === 0) {
      entries[2 * b] = below;
      // A place for which floor(y - place) is 0, and far from another value, all over the bucket.
      entries[2 * b + 1] = low + (b + 0.5) * width - 0.5;
    } else {
      below++;
      entries[2 * b] = below;
    }
  }
  table.low = low;
  table.perUnit = perUnit;
  table.near = 2 * error;
  return true;
}
