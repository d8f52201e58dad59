/**
 * The lattice steps that boundaries do not share: one pass over all boundaries each. Between passes every boundary k has
 * its y and its count so far; boundary k is the one with offset (fine - k) / fine.
 */
import type { BoundarySegments } from "./boundary-segments.ts";
import type { JumpTable } from "./jump-table.ts";
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

/** Working space: one entry a boundary, 0 .. fine. */
export interface Boundaries {
  readonly y: Float64Array;
  /** 1 for boundaries with a floor that was too close to call. All 0 before the first pass. */
  readonly doubtful: Uint8Array;
}

export function emptyBoundaries(fine: number): Boundaries {
  return { y: new Float64Array(fine + 1), doubtful: new Uint8Array(fine + 1) };
}

/**
 * From runs to boundaries: `into[k]` becomes `whole` minus what the shared steps count.
 * @param until only boundaries of offset below until / fine; the others are left alone
 * @param table finishes the count where given
 * @returns whether any boundary is doubtful; the same for the other passes
 */
export function expand(
  segments: BoundarySegments,
  steps: LatticeSteps,
  shared: number,
  table: JumpTable | null,
  whole: number,
  until: number,
  fine: number,
  boundaries: Boundaries,
  into: Float64Array,
): boolean {
  const { values } = steps;
  const { first, rows, start, counted } = segments;
  const { y, doubtful } = boundaries;
  const at = shared * STEP_SIZE;
  const partSafe = values[at + PART_SAFE] as number;
  const growth = values[at + STEP_SIZE + GROWTH] as number;
  const slope = values[at + STEP_SIZE + SLOPE] as number;
  // For boundaries without rows: a y of the range that the next pass expects.
  const idle = ((steps.fewest[shared + 1] as number) - 1) * slope + 0.5;
  let doubt = false;
  for (let g = 0; (first[g] as number) < until; g++) {
    const from = fine - (first[g] as number);
    const to = fine - Math.min(until, first[g + 1] as number);
    const m = rows[g] as number;
    const rest = whole - (counted[g] as number);
    if (m <= 0) {
      if (m < 0) {
        doubtful[from] = 1;
        doubt = true;
      }
      into.fill(rest, to + 1, from + 1);
      y.fill(idle, to + 1, from + 1);
      continue;
    }
    const top = start[g] as number;
    const lead = (m - 1) * slope;
    if (table === null) {
      for (let k = from; k > to; k--) {
        const length = top + (from - k) * growth;
        const w = Math.floor(length);
        const part = length - w;
        into[k] = rest - m * w;
        y[k] = lead + part;
        if (Math.abs(part - 0.5) > partSafe) {
          doubtful[k] = 1;
          doubt = true;
        }
      }
    } else {
      const { entries, low, perUnit, near } = table;
      for (let k = from; k > to; k--) {
        const length = top + (from - k) * growth;
        const w = Math.floor(length);
        const part = length - w;
        const place = lead + part;
        const entry = ((place - low) * perUnit) << 1;
        const beyond = place - (entries[entry + 1] as number);
        into[k] = rest - m * w - (entries[entry] as number) - Math.floor(beyond);
        if (Math.abs(beyond) < near || Math.abs(part - 0.5) > partSafe) {
          doubtful[k] = 1;
          doubt = true;
        }
      }
    }
  }
  return doubt;
}

/** Does step `index` for the boundaries above `to`, up to `fine`: takes its points off `into`, leaves the next step's y. */
export function step(
  steps: LatticeSteps,
  index: number,
  to: number,
  fine: number,
  boundaries: Boundaries,
  into: Float64Array,
): boolean {
  const { values } = steps;
  const { y, doubtful } = boundaries;
  const at = index * STEP_SIZE;
  const ratio = values[at + RATIO] as number;
  const back = values[at + BACK] as number;
  const half = values[at + HALF] as number;
  const rowSafe = values[at + ROW_SAFE] as number;
  const partSafe = values[at + PART_SAFE] as number;
  const slope = values[at + STEP_SIZE + SLOPE] as number;
  let doubt = false;
  if ((steps.fewest[index + 1] as number) > 0) {
    // Every boundary has rows: the same without looking for those that have none.
    for (let k = fine; k > to; k--) {
      const place = y[k] as number;
      const m = Math.floor(place);
      const rest = place - m;
      const before = m - 1;
      const length = rest * ratio - before * back;
      const w = Math.floor(length);
      const part = length - w;
      into[k] = (into[k] as number) - m * (1 + w + half * before);
      y[k] = before * slope + part;
      if (Math.abs(rest - 0.5) > rowSafe || Math.abs(part - 0.5) > partSafe) {
        doubtful[k] = 1;
        doubt = true;
      }
    }
    return doubt;
  }
  for (let k = fine; k > to; k--) {
    const place = y[k] as number;
    const m = Math.floor(place);
    const rest = place - m;
    if (Math.abs(rest - 0.5) > rowSafe) {
      doubtful[k] = 1;
      doubt = true;
    }
    if (m <= 0) {
      y[k] = 0.5;
      continue;
    }
    const before = m - 1;
    const length = rest * ratio - before * back;
    const w = Math.floor(length);
    const part = length - w;
    into[k] = (into[k] as number) - m * (1 + w + half * before);
    y[k] = before * slope + part;
    if (Math.abs(part - 0.5) > partSafe) {
      doubtful[k] = 1;
      doubt = true;
    }
  }
  return doubt;
}

/**
 * `step`, and the table for what it leaves, in one pass. A boundary without rows has y in [0, 1): the step takes nothing off, and what it leaves lies below
 * the first jump.
 */
export function stepAndLookUp(
  steps: LatticeSteps,
  index: number,
  table: JumpTable,
  to: number,
  fine: number,
  boundaries: Boundaries,
  into: Float64Array,
): boolean {
  const { values } = steps;
  const { y, doubtful } = boundaries;
  const { entries, low, perUnit, near } = table;
  const at = index * STEP_SIZE;
  const ratio = values[at + RATIO] as number;
  const back = values[at + BACK] as number;
  const half = values[at + HALF] as number;
  const rowSafe = values[at + ROW_SAFE] as number;
  const partSafe = values[at + PART_SAFE] as number;
  const slope = values[at + STEP_SIZE + SLOPE] as number;
  let doubt = false;
  for (let k = fine; k > to; k--) {
    const place = y[k] as number;
    const m = Math.floor(place);
    const rest = place - m;
    const before = m - 1;
    const length = rest * ratio - before * back;
    const w = Math.floor(length);
    const part = length - w;
    const next = before * slope + part;
    const entry = ((next - low) * perUnit) << 1;
    const beyond = next - (entries[entry + 1] as number);
    into[k] = (into[k] as number) - m * (1 + w + half * before) - (entries[entry] as number) - Math.floor(beyond);
    if (Math.abs(rest - 0.5) > rowSafe || Math.abs(part - 0.5) > partSafe || Math.abs(beyond) < near) {
      doubtful[k] = 1;
      doubt = true;
    }
  }
  return doubt;
}
