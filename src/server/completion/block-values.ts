import type { JsonValue, RopeEntry } from "../../config/index.ts";
import { LLAMA3_DEFAULTS } from "../../rope/scaling/llama3.ts";
import { longropeAttentionFactor } from "../../rope/scaling/longrope.ts";
import { YARN_DEFAULTS } from "../../rope/scaling/yarn.ts";
import { type BlockType, blockKeysOf } from "../../rules/index.ts";

/** Where the file claims no longer window yet: the smallest scale that people ask for. */
const USUAL_SCALE = 2;

/** Values for the keys of a RoPE block that follow from this file; undefined where a human has to say. */
export function blockValue(key: string, { spec, claimedLength }: RopeEntry): JsonValue | undefined {
  const { pretrainedLength, theta } = spec;
  const scale = claimedLength > pretrainedLength ? claimedLength / pretrainedLength : USUAL_SCALE;
  const values: Readonly<Record<string, JsonValue>> = {
    factor: scale,
    original_max_position_embeddings: pretrainedLength,
    rope_theta: theta,
    attention_factor: longropeAttentionFactor(scale, pretrainedLength),
    beta_fast: YARN_DEFAULTS.betaFast,
    beta_slow: YARN_DEFAULTS.betaSlow,
    low_freq_factor: LLAMA3_DEFAULTS.lowFreqFactor,
    high_freq_factor: LLAMA3_DEFAULTS.highFreqFactor,
  };
  return values[key];
}

/**
 * What a new block of a type should have beside the type itself: what is required, and the original length, without which
 * frameworks compute with a window that has been multiplied already.
 */
export function keysToWrite(type: BlockType): string[] {
  const { keys, required } = blockKeysOf(type);
  const original = "original_max_position_embeddings";
  return [...required, ...(keys.includes(original) && !required.includes(original) ? [original] : [])].filter(
    (key) => key !== "rope_type",
  );
}
