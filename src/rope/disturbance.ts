/** Disturbance of one frequency pair: how far the extended window's angle distribution is from the pretrained one. */

/** The reference implementation starts every count at float16's smallest normal number (Wu et al. 2024). */
export const DEFAULT_SMOOTHING = 2 ** -14;
export const DEFAULT_BINS = 360;

/** How histograms are made; part of every cache key. */
export interface HistogramOptions {
  /** b, at least 2. */
  readonly bins: number;
  /** Added to every count, above 0. */
  readonly smoothing: number;
}

/** Pretrained distribution of one pair, ready to be compared with many extended ones. */
export interface PretrainedDistribution {
  /** Smoothed share of each bin; they add up to 1. */
  readonly shares: Float64Array;
  /** Sum over bins of share * ln(share). */
  readonly negativeEntropy: number;
}

/** A power of two. */
const KEPT_LOGS = 4096;

/**
 * ln(count + smoothing), remembered by the count's last binary places: the bins of a pair hold nearly equal counts, so a
 * few neighbouring values are asked for again and again, however large they are.
 */
export class LogTable {
  private readonly counts = new Float64Array(KEPT_LOGS).fill(-1);
  private readonly logs = new Float64Array(KEPT_LOGS);
  readonly smoothing: number;

  constructor(smoothing: number) {
    this.smoothing = smoothing;
  }

  /** @param count a whole number >= 0 */
  of(count: number): number {
    const slot = count & (KEPT_LOGS - 1);
    if (this.counts[slot] !== count) {
      this.counts[slot] = count;
      this.logs[slot] = Math.log(count + this.smoothing);
    }
    return this.logs[slot] as number;
  }
}

/**
 * @param counts histogram of the pretrained window, one entry a bin
 * @param positions L, how many positions it counts
 */
export function pretrainedDistribution(
  counts: ArrayLike<number>,
  positions: number,
  logs: LogTable,
): PretrainedDistribution {
  const bins = counts.length;
  const total = positions + bins * logs.smoothing;
  const logTotal = Math.log(total);
  const shares = new Float64Array(bins);
  let negativeEntropy = 0;
  for (let k = 0; k < bins; k++) {
    const count = counts[k] as number;
    const share = (count + logs.smoothing) / total;
    shares[k] = share;
    negativeEntropy += share * (logs.of(count) - logTotal);
  }
  return { shares, negativeEntropy };
}

/**
 * D = sum over bins of P_L * ln(P_L / P_L'), in nats: the KL divergence of the pretrained from the extended distribution (Wu et al. 2024).
 * @param counts histogram of the extended window, as many bins as the pretrained one
 * @param positions L'
 */
export function disturbance(
  pretrained: PretrainedDistribution,
  counts: ArrayLike<number>,
  positions: number,
  logs: LogTable,
): number {
  const { shares } = pretrained;
  const bins = shares.length;
  const logTotal = Math.log(positions + bins * logs.smoothing);
  let cross = 0;
  for (let k = 0; k < bins; k++) cross += (shares[k] as number) * (logs.of(counts[k] as number) - logTotal);
  // Equal distributions give exactly 0; rounding must not make a divergence negative.
  return Math.max(0, pretrained.negativeEntropy - cross);
}
