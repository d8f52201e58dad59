import type { RopeScaling, RopeSpec } from "../../../src/rope/spec.ts";

/** LLaMA-2 7B's rotary embedding; anything can be overridden. */
export function llama2(changes: Partial<RopeSpec> = {}): RopeSpec {
  return {
    theta: 10000,
    headDim: 128,
    rotaryDim: 128,
    scaling: { type: "default" },
    maxPositionEmbeddings: 4096,
    pretrainedLength: 4096,
    trainedFactor: 1,
    mropeSection: null,
    ...changes,
  };
}

/** The embedding of a small head with a small window, 8 pairs and 256 tokens: for what does not depend on the size. */
export function small(changes: Partial<RopeSpec> = {}): RopeSpec {
  return llama2({ headDim: 16, rotaryDim: 16, pretrainedLength: 256, maxPositionEmbeddings: 256, ...changes });
}

export const STOCK_YARN: Extract<RopeScaling, { type: "yarn" }> = {
  type: "yarn",
  factor: 4,
  originalLength: 4096,
  betaFast: 32,
  betaSlow: 1,
  truncate: true,
  attentionFactor: null,
  mscale: null,
  mscaleAllDim: null,
};

/** Largest relative difference between two lists of the same length. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < actual.length; i++) {
    const [a, e] = [actual[i] ?? Number.NaN, expected[i] ?? Number.NaN];
    const difference = a === e ? 0 : Math.abs(a - e) / Math.abs(e);
    if (!(difference <= most)) most = difference;
  }
  return most;
}
