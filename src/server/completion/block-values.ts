import type { JsonValue, RopeEntry } from "../../config/index.ts";
import { longropeAttentionFactor } from "../../rope/scaling/longrope.ts";
import { type BlockType, blockKeysOf } from "../../rules/index.ts";

/** YaRN's own bounds of its ramp. */
const YARN_BETAS = { beta_fast: 32, beta_slow: 1 };
/** Llama 3.1's own. */
const LLAMA3_FACTORS = { low_freq_factor: 1, high_freq_factor: 4 };
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
    ...YARN_BETAS,
    ...LLAMA3_FACTORS,
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
