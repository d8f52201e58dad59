/** Disturbance of single pairs under given factors, remembered: what the per-pair strategies and the ranking share. */
import { countInto } from "./angle-counts.ts";
import {
  disturbance,
  type HistogramOptions,
  LogTable,
  type PretrainedDistribution,
  pretrainedDistribution,
} from "./disturbance.ts";
import { RopeParameterError, requirePositive, requireWhole } from "./parameter-error.ts";
import { RecentMap } from "./recent-map.ts";

/** Pretrained distributions survive a change of the target length; a model of 256 pairs and 1440 bins takes 3 MB. */
const kept = new RecentMap<string, PretrainedDistribution>(1024);

/** Bins of the cheap lower bound at most. */
const MOST_COARSE_BINS = 24;

/** The largest divisor of `bins` up to 24: neighbouring bins merge evenly. 1 where there is none (a prime). */
function coarseBins(bins: number): number {
  let divisor = Math.min(MOST_COARSE_BINS, bins - 1);
  while (bins % divisor !== 0) divisor--;
  return divisor;
}

export class PairEvaluator {
  /** theta_i of the pretrained model, radians per position; 0 for pairs that do not rotate. */
  readonly frequencies: Float64Array;
  readonly pretrainedLength: number;
  readonly targetLength: number;
  readonly options: HistogramOptions;
  private readonly logs: LogTable;
  private readonly cumulative: Float64Array;
  private readonly counts: Float64Array;
  private readonly coarseCounts: Float64Array;
  private readonly coarseLogs: LogTable;
  private readonly known: Map<number, number>[];
  /** How many histograms of the extended window were made. */
  evaluations = 0;

  /** @throws RopeParameterError when a length, the bins or the smoothing is outside its domain */
  constructor(frequencies: Float64Array, pretrainedLength: number, targetLength: number, options: HistogramOptions) {
    requireWhole("pretrainedLength", pretrainedLength, 1);
    requireWhole("targetLength", targetLength, 1);
    requireWhole("bins", options.bins, 2);
    requirePositive("smoothing", options.smoothing);
    this.frequencies = frequencies;
    this.pretrainedLength = pretrainedLength;
    this.targetLength = targetLength;
    this.options = options;
    this.logs = new LogTable(options.smoothing);
    this.cumulative = new Float64Array(options.bins + 1);
    this.counts = new Float64Array(options.bins);
    this.coarseCounts = new Float64Array(coarseBins(options.bins));
    // Merging bins adds their counts, and as many smoothing terms.
    this.coarseLogs = new LogTable((options.smoothing * options.bins) / this.coarseCounts.length);
    this.known = Array.from(frequencies, () => new Map());
  }

  get scale(): number {
    return this.targetLength / this.pretrainedLength;
  }

  frequency(pair: number): number {
    const frequency = this.frequencies[pair];
    if (frequency === undefined) {
      throw new RopeParameterError("pair", pair, { kind: "below", limit: this.frequencies.length });
    }
    return frequency;
  }

  rotates(pair: number): boolean {
    return this.frequency(pair) > 0;
  }

  pretrained(pair: number): PretrainedDistribution {
    return this.distribution(pair, this.counts, this.logs);
  }

  private distribution(pair: number, counts: Float64Array, logs: LogTable): PretrainedDistribution {
    const theta = this.frequency(pair);
    const key = `${theta} ${this.pretrainedLength} ${counts.length} ${logs.smoothing}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    countInto(theta, this.pretrainedLength, this.cumulative, counts);
    const made = pretrainedDistribution(counts, this.pretrainedLength, logs);
    kept.set(key, made);
    return made;
  }

  /** D_i of a pair whose frequency is divided by `factor`, nats; 0 for a pair that does not rotate. */
  disturbance(pair: number, factor: number): number {
    const theta = this.frequency(pair);
    if (theta === 0) return 0;
    const memory = this.known[pair];
    const known = memory?.get(factor);
    if (known !== undefined) return known;
    // First, since it counts into the same working space.
    const pretrained = this.pretrained(pair);
    countInto(theta / factor, this.targetLength, this.cumulative, this.counts);
    this.evaluations++;
    const value = disturbance(pretrained, this.counts, this.targetLength, this.logs);
    memory?.set(factor, value);
    return value;
  }

  /**
   * At most `disturbance(pair, factor)`, for a fraction of its cost: the divergence between the same distributions with
   * neighbouring bins merged. Merging can only lose information (data processing inequality).
   */
  disturbanceBound(pair: number, factor: number): number {
    const theta = this.frequency(pair);
    const { coarseCounts, coarseLogs } = this;
    if (theta === 0) return 0;
    const pretrained = this.distribution(pair, coarseCounts, coarseLogs);
    countInto(theta / factor, this.targetLength, this.cumulative, coarseCounts);
    // A margin for rounding, so that the bound never exceeds what it bounds.
    return Math.max(0, disturbance(pretrained, coarseCounts, this.targetLength, coarseLogs) - 1e-12);
  }

  /** Mean over the pairs that rotate of one value a pair; 0 when none rotates. */
  mean(values: ArrayLike<number>): number {
    let sum = 0;
    let pairs = 0;
    this.frequencies.forEach((frequency, pair) => {
      if (frequency === 0) return;
      sum += values[pair] ?? 0;
      pairs++;
    });
    return pairs === 0 ? 0 : sum / pairs;
  }

  isKnown(pair: number, factor: number): boolean {
    return this.known[pair]?.has(factor) ?? false;
  }
}
