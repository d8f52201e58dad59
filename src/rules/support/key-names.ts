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
  // In a block that lacks the pretrained length, the window is what it means.
  ["max_position_embeddings", "original_max_position_embeddings"],
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

/** Words that stand for a key, whatever else a tool puts beside them: all of one list, then one of the next. */
const SYNONYM_WORDS: readonly (readonly [meant: string, ...words: readonly RegExp[]])[] = [
  [
    "original_max_position_embeddings",
    /^(original|orig|initial|old|pretrained|pretraining|base|train|training)$/,
    /^(max|maximum|len|length|ctx|context|seq|sequence|window|position|positions|embeddings)$/,
  ],
  ["low_freq_factor", /^(low|lo)$/, /^(freq|frequency|factor|freqs)$/],
  ["high_freq_factor", /^(high|hi)$/, /^(freq|frequency|factor|freqs)$/],
  ["short_factor", /^short$/, /^(factor|factors|scale|scales|scaling|list|freqs)$/],
  ["long_factor", /^long$/, /^(factor|factors|scale|scales|scaling|list|freqs)$/],
  ["beta_fast", /^fast$/, /^beta$/],
  ["beta_slow", /^slow$/, /^beta$/],
  ["attention_factor", /^(attention|attn)$/, /^(scale|scaling|factor|multiplier|temperature)$/],
];

/** The one of `candidates` that a name of other words means; null when none is meant. `attn_factor` is none: it has a rule of its own. */
export function synonymOf(key: string, candidates: readonly string[]): string | null {
  if (VENDOR_KEYS.has(key)) return null;
  const words = key
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_\s.-]+/);
  const found = SYNONYM_WORDS.find(
    ([meant, ...needed]) => candidates.includes(meant) && needed.every((word) => words.some((own) => word.test(own))),
  );
  return found === undefined ? null : found[0];
}

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
