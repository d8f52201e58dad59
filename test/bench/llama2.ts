/** The model that every figure is about, and the work that the paper's loops can do. */
import type { RopeSpec, StrategyId } from "../../src/rope/index.ts";

export const PRETRAINED_LENGTH = 4096;
export const TARGET_LENGTH = 16384;
export const LONG_TARGET_LENGTH = 10_000_000;
export const BINS = 360;
export const ROTARY_DIM = 128;
export const THETA = 10000;

/** Every strategy but `resonant`, which the paper does not have. */
export const PAPER_STRATEGIES = [
  "none",
  "linear",
  "ntk",
  "dynamic",
  "yarn",
  "llama3",
  "distributional",
] as const satisfies readonly StrategyId[];
export type PaperStrategy = (typeof PAPER_STRATEGIES)[number];

export function llama2(theta = THETA): RopeSpec {
  return {
    theta,
    headDim: ROTARY_DIM,
    rotaryDim: ROTARY_DIM,
    scaling: { type: "default" },
    maxPositionEmbeddings: PRETRAINED_LENGTH,
    pretrainedLength: PRETRAINED_LENGTH,
    trainedFactor: 1,
    mropeSection: null,
  };
}

/**
 * A theta that no earlier run had, so that no remembered histogram is reused (but pair 0's, whose frequency is 1 whatever
 * theta is); near enough to the model's own that the work is the same.
 */
export function freshTheta(run: number): number {
  return THETA * (1 + run * 1e-9);
}
