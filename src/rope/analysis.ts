/** Results of comparing the strategies on one rotary embedding at one target length. Plain data, safe to serialise. */
import type { StrategyId, Use } from "./spec.ts";
import type { NotWritable } from "./strategies/not-writable.ts";

export interface StrategyResult {
  readonly id: StrategyId;
  /** How the interface names it, for example "resonant", "YaRN". */
  readonly title: string;
  /** Mean over pairs of the disturbance, nats. */
  readonly meanDisturbance: number;
  /** Mean over pairs of the local shift, 0 to 2. */
  readonly localShift: number;
  readonly slopeEnergy: number;
  /** Local shift above the threshold: no good before fine-tuning. */
  readonly needsFineTuning: boolean;
  /** Ranked: allowed by the use, run by the chosen runtimes, and a strategy that can be written here. */
  readonly inRunning: boolean;
  /** Why it is not in the running; null when it is. */
  readonly leftOut: LeftOut | null;
  /** Smallest and largest mean disturbance over the four grids that have `bins` bins. */
  readonly spread: readonly [number, number];
  /** Share of the 16 grids in which it disturbs least; null outside the running. */
  readonly gridWins: number | null;
  /** Disturbance of each pair, nats. */
  readonly perDimension: readonly number[];
  /** lambda_i of each pair, relative to the pretrained frequencies. */
  readonly factors: readonly number[];
  readonly attentionFactor: number;
}

export type LeftOut =
  | { readonly why: "needs-fine-tuning" }
  | { readonly why: "running-length" }
  /** Its parameters were set by hand. */
  | { readonly why: "changed" }
  /** `detail` is the reason in words, English ones as `analyse` gives them. */
  | { readonly why: "not-writable"; readonly reason: NotWritable; readonly detail: string }
  | LeftOutByRuntime;

/** A chosen runtime does not run it. */
export interface LeftOutByRuntime {
  readonly why: "runtime";
  readonly runtime: string;
  readonly detail: string;
  /** It is not known whether it runs. Absent: it does not. */
  readonly unknown?: boolean;
}

/** Why there is nothing to extend: the target is within the window, layers slide, or the RoPE never rotates. */
export type NothingReason = "within" | "sliding" | "nope";

export interface Analysis {
  readonly pretrainedLength: number;
  readonly targetLength: number;
  readonly scale: number;
  readonly bins: number;
  readonly use: Use;
  /** theta_i of the pretrained model, radians per position. */
  readonly pretrainedFrequencies: readonly number[];
  /** Those in the running first, each part sorted by mean disturbance. Empty when there is nothing to extend. */
  readonly strategies: readonly StrategyResult[];
  readonly recommended: StrategyId | null;
  readonly reason: NothingReason | null;
  /** gridWins of the recommended one is at least 0.75. */
  readonly stable: boolean;
  /** Other strategies that win on some grid, when not stable. */
  readonly tiedWith: readonly StrategyId[];
  /** The least disturbance that the candidates of `resonant` allow (mu = kappa = 0). */
  readonly bound: { readonly meanDisturbance: number; readonly perDimension: readonly number[] } | null;
}
