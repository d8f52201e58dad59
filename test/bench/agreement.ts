/** Shows that the baselines and the library compute the same: histogram by histogram, disturbance by disturbance. */
import { type Analysis, analyse, angleCounts } from "../../src/rope/index.ts";
import { BINS, llama2, PAPER_STRATEGIES, type PaperStrategy, TARGET_LENGTH } from "./llama2.ts";

export interface BaselineResult {
  readonly disturbances: readonly number[];
  /** One histogram a pair; empty where the strategy counts none of its own. */
  readonly counts: readonly ArrayLike<number>[];
}
export type BaselineResults = Readonly<Record<PaperStrategy, BaselineResult>>;

export interface Agreement {
  readonly histograms: number;
  readonly boundaries: number;
  /** Boundaries that a position lies so near to that the loops' rounding put it on the other side. */
  readonly movedBoundaries: number;
  /** Largest difference of one pair's disturbance, nats. */
  readonly largestDifference: number;
}

/** A rounded position may fall on the other side of a bin's boundary; it never goes further. */
const MOST_MOVED = 1;
/** One position in another bin of a few dozen changes a disturbance by less than this, nats. */
const MOST_DIFFERENCE = 1e-4;

/**
 * Compares a baseline with the library on LLaMA-2.
 * @throws Error that names the strategy and the pair when they differ by more than rounding at a bin's boundary
 */
export function requireAgreement(name: string, baseline: BaselineResults): Agreement {
  const analysis = analyse(llama2(), TARGET_LENGTH, { bins: BINS, stability: false, bound: false });
  let histograms = 0;
  let movedBoundaries = 0;
  let largestDifference = 0;
  for (const id of PAPER_STRATEGIES) {
    const { factors, perDimension } = resultOf(analysis, id);
    const { counts, disturbances } = baseline[id];
    if (disturbances.length !== factors.length) throw new Error(`${name}, ${id}: ${disturbances.length} pairs`);
    factors.forEach((factor, pair) => {
      const difference = Math.abs((disturbances[pair] ?? Number.NaN) - (perDimension[pair] ?? Number.NaN));
      if (!(difference <= MOST_DIFFERENCE)) {
        throw new Error(`${name}, ${id}, pair ${pair}: the disturbance differs by ${difference}`);
      }
      largestDifference = Math.max(largestDifference, difference);
      const theirs = counts[pair];
      if (theirs === undefined) return;
      const ours = angleCounts((analysis.pretrainedFrequencies[pair] ?? 0) / factor, TARGET_LENGTH, BINS);
      movedBoundaries += moved(`${name}, ${id}, pair ${pair}`, ours, theirs);
      histograms++;
    });
  }
  return { histograms, boundaries: histograms * BINS, movedBoundaries, largestDifference };
}

function resultOf(analysis: Analysis, id: PaperStrategy) {
  const result = analysis.strategies.find((strategy) => strategy.id === id);
  if (result === undefined) throw new Error(`the library did not analyse ${id}`);
  return result;
}

/** How many boundaries have a position on another side; the baseline's counts may carry the smoothing. */
function moved(where: string, ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) throw new Error(`${where}: ${theirs.length} bins`);
  let ahead = 0;
  let boundaries = 0;
  for (let bin = 0; bin < ours.length; bin++) {
    ahead += (ours[bin] ?? 0) - Math.floor(theirs[bin] ?? 0);
    if (Math.abs(ahead) > MOST_MOVED) throw new Error(`${where}: the histograms differ at bin ${bin}`);
    if (ahead !== 0) boundaries++;
  }
  if (ahead !== 0) throw new Error(`${where}: the histograms count different numbers of positions`);
  return boundaries;
}
