/** How sure a ranking is: the same comparison on sixteen bin grids, with the factors fixed. */
import { cumulativeCounts } from "./angle-counts.ts";
import { disturbance, LogTable, type PretrainedDistribution, pretrainedDistribution } from "./disturbance.ts";
import type { PairEvaluator } from "./pair-evaluator.ts";

/** Bin of an angle a: floor(bins a / 2 pi + quarter / 4) mod bins. */
export interface BinGrid {
  readonly bins: number;
  readonly quarter: number;
}

export const GRID_COUNT = 16;

/** A quarter, half, once and twice the bins, each shifted by 0, 1/4, 1/2 and 3/4 of a bin. */
export function binGrids(bins: number): BinGrid[] {
  const sizes = [Math.max(2, Math.round(bins / 4)), Math.max(2, Math.round(bins / 2)), bins, 2 * bins];
  return sizes.flatMap((size) => [0, 1, 2, 3].map((quarter) => ({ bins: size, quarter })));
}

/** Grids that share one pass of counting on `fine` parts of the circle. */
interface GridFamily {
  readonly fine: number;
  readonly grids: readonly { readonly index: number; readonly grid: BinGrid; readonly counts: Float64Array }[];
}

function families(bins: number): GridFamily[] {
  const grids = binGrids(bins).map((grid, index) => ({ index, grid, counts: new Float64Array(grid.bins) }));
  const fine = 8 * bins;
  // Every boundary of every grid is a multiple of 1/(8 bins) when the smaller sizes divide evenly.
  if (grids.every(({ grid }) => fine % (4 * grid.bins) === 0)) return [{ fine, grids }];
  return [0, 4, 8, 12].map((start) => {
    const members = grids.slice(start, start + 4);
    return { fine: 4 * (members[0]?.grid.bins ?? bins), grids: members };
  });
}

/** Disturbance of one pair on every grid, for any number of factors. */
export class GridComparison {
  private readonly families: GridFamily[];
  private readonly cumulative: Float64Array;
  private readonly logs: LogTable;
  private readonly evaluator: PairEvaluator;

  constructor(evaluator: PairEvaluator) {
    this.evaluator = evaluator;
    this.families = families(evaluator.options.bins);
    this.cumulative = new Float64Array(Math.max(...this.families.map((family) => family.fine)) + 1);
    this.logs = new LogTable(evaluator.options.smoothing);
  }

  /**
   * @param factors the distinct factors to compare for this pair
   * @returns for each factor 16 disturbances, in the order of `binGrids`
   */
  compare(pair: number, factors: readonly number[]): Float64Array[] {
    const { evaluator } = this;
    const theta = evaluator.frequency(pair);
    const results = factors.map(() => new Float64Array(GRID_COUNT));
    if (theta === 0) return results;
    for (const family of this.families) {
      this.count(family, theta, evaluator.pretrainedLength);
      const pretrained: PretrainedDistribution[] = family.grids.map(({ counts }) =>
        pretrainedDistribution(counts, evaluator.pretrainedLength, this.logs),
      );
      results.forEach((result, f) => {
        this.count(family, theta / (factors[f] as number), evaluator.targetLength);
        family.grids.forEach(({ index, counts }, g) => {
          const own = pretrained[g] as PretrainedDistribution;
          result[index] = disturbance(own, counts, evaluator.targetLength, this.logs);
        });
      });
    }
    return results;
  }

  /** Fills the counts of every grid of the family from one pass over its finest boundaries. */
  private count(family: GridFamily, theta: number, positions: number): void {
    const { cumulative } = this;
    cumulativeCounts(theta, positions, family.fine, cumulative);
    for (const { grid, counts } of family.grids) {
      const step = family.fine / grid.bins;
      const shift = (grid.quarter * step) / 4;
      // Bin 0 wraps: it holds what lies before its end and behind the last bin's end.
      let before = cumulative[step - shift] as number;
      counts[0] = before + positions - (cumulative[family.fine - shift] as number);
      for (let k = 1; k < grid.bins; k++) {
        const end = cumulative[(k + 1) * step - shift] as number;
        counts[k] = end - before;
        before = end;
      }
    }
  }
}
