/** Times work within one process. Processor time is what ratios are made of: it leaves out what other programs took. */
import { median } from "./statistics.ts";

export interface Measured {
  /** The first run of the process, before anything is compiled: milliseconds of processor time. */
  readonly first: number;
  /** Median over the timed blocks: milliseconds of processor time a run. */
  readonly cpu: number;
  /** The same by the clock on the wall. */
  readonly wall: number;
}

const WARM_UP_MS = 500;
const TIMED_MS = 800;
const LEAST_BLOCKS = 5;
/** A block is long enough for the grain of the processor clock. */
const BLOCK_MS = 40;

/** @param run receives the number of the run, from 0, so that it can do what no earlier run has done */
export function measure(run: (index: number) => void): Measured {
  let index = 0;
  const first = timed(() => run(index++)).cpu;
  let slowest = 0;
  const warm = performance.now();
  do slowest = timed(() => run(index++)).wall;
  while (performance.now() - warm < WARM_UP_MS);
  const runsABlock = Math.max(1, Math.ceil(BLOCK_MS / slowest));
  const blocks: { readonly cpu: number; readonly wall: number }[] = [];
  const start = performance.now();
  while (blocks.length < LEAST_BLOCKS || performance.now() - start < TIMED_MS) {
    blocks.push(
      timed(() => {
        for (let k = 0; k < runsABlock; k++) run(index++);
      }),
    );
  }
  return {
    first,
    cpu: median(blocks.map(({ cpu }) => cpu)) / runsABlock,
    wall: median(blocks.map(({ wall }) => wall)) / runsABlock,
  };
}

/** Milliseconds that a piece of work takes; `cpu` counts every thread of the process, its compiler and collector too. */
function timed(work: () => void): { readonly cpu: number; readonly wall: number } {
  const before = process.cpuUsage();
  const start = performance.now();
  work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1000, wall };
}
