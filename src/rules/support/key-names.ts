/** Names of RoPE keys: who uses which, and the ones that other tools write. */
import { BLOCK_TYPES, type BlockType, blockKeysOf, knownKeys } from "../key-documentation.ts";

/** Keys that any type of block has, for "did you mean". */
export const BLOCK_KEYS: readonly string[] = knownKeys().block;

/** Types whose schema has the key. */
export function typesWithKey(key: string): readonly BlockType[] {
  return BLOCK_TYPES.filter((type) => blockKeysOf(type).keys.includes(key));
}

/**
 * Names that other tools and papers give to keys, and the key that transformers reads. `attn_factor` has a rule of its own, since it means
 * another number.
 */
export const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["scale", "factor"],
  ["scale_factor", "factor"],
  ["scaling_factor", "factor"],
  ["rope_factor", "factor"],
  ["rope_scale", "factor"],
  ["scaling_type", "rope_type"],
  ["rope_scaling_type", "rope_type"],
  ["name", "rope_type"],
  ["kind", "rope_type"],
  ["method", "rope_type"],
  ["original_context_length", "original_max_position_embeddings"],
  ["original_max_position", "original_max_position_embeddings"],
  ["original_length", "original_max_position_embeddings"],
  ["original_max_seq_len", "original_max_position_embeddings"],
  ["orig_max_position_embeddings", "original_max_position_embeddings"],
  ["original_seq_len", "original_max_position_embeddings"],
  ["old_context_len", "original_max_position_embeddings"],
  ["orig_ctx_len", "original_max_position_embeddings"],
  ["yarn_orig_ctx", "original_max_position_embeddings"],
  ["yarn_beta_fast", "beta_fast"],
  ["yarn_beta_slow", "beta_slow"],
  ["theta", "rope_theta"],
  ["base", "rope_theta"],
  ["rope_base", "rope_theta"],
  ["freq_base", "rope_theta"],
  ["rope_freq_base", "rope_theta"],
  ["low_frequency_factor", "low_freq_factor"],
  ["high_frequency_factor", "high_freq_factor"],
  ["long_factors", "long_factor"],
  ["short_factors", "short_factor"],
  ["long_scale", "long_factor"],
  ["short_scale", "short_factor"],
]);

/** Keys that some framework or model reads and transformers ignores: not unknown, and not misspelt. */
export const VENDOR_KEYS: ReadonlySet<string> = new Set([
  "attn_factor",
  "extrapolation_factor",
  "apply_yarn_scaling",
  "apply_scale",
  "mixed_b",
  "use_fope",
  "video_rope",
  "xdrope_section",
  "rope_dim",
  "interleaved",
  "mrope_dim",
  "rope_interleave",
  "attention_bias_factor",
]);
