/** The size of the network, whatever spelling the config uses. */
import type { JsonObject } from "./model.ts";
import { firstPositive, positiveOf } from "./numbers.ts";
import { isObject } from "./plain-value.ts";

export interface Shape {
  readonly hidden: number | null;
  readonly intermediate: number | null;
  readonly layers: number | null;
  readonly heads: number | null;
  readonly kvHeads: number | null;
  readonly vocabulary: number | null;
  /** Epsilon of the layer norms. */
  readonly eps: number | null;
}

/** Every spelling of each size, the first that is in a file counts. */
export const SHAPE_KEYS: Readonly<Record<keyof Shape, readonly string[]>> = {
  hidden: ["hidden_size", "n_embd", "d_model", "dim", "model_dim"],
  intermediate: ["intermediate_size", "ffn_hidden_size", "n_inner", "ffn_dim", "hidden_dim"],
  layers: ["num_hidden_layers", "n_layer", "n_layers", "num_layers", "decoder_num_hidden_layers"],
  heads: ["num_attention_heads", "n_head", "n_heads", "num_heads", "decoder_num_attention_heads"],
  kvHeads: [
    "num_key_value_heads",
    "n_kv_heads",
    "num_kv_heads",
    "n_head_kv",
    "multi_query_group_num",
    "decoder_num_key_value_heads",
  ],
  vocabulary: ["vocab_size", "padded_vocab_size"],
  eps: ["rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "layernorm_epsilon", "norm_eps"],
};

/** The first two LLaMAs' params.json leave the size of their vocabulary, -1, to the tokenizer. */
const META_VOCABULARY = 32000;

/** Keys absent from the file take the model type's `defaults`; without key-value heads each head has its own. */
export function shapeOf(config: JsonObject, defaults: JsonObject): Shape {
  const size = (keys: readonly string[]): number | null =>
    firstPositive(config, keys)?.value ?? firstPositive(defaults, keys)?.value ?? null;
  const hidden = size(SHAPE_KEYS.hidden);
  return {
    hidden,
    intermediate: metaIntermediate(config, hidden) ?? size(SHAPE_KEYS.intermediate),
    layers: size(SHAPE_KEYS.layers),
    heads: size(SHAPE_KEYS.heads),
    kvHeads: kvHeadsOf(config, defaults) ?? size(SHAPE_KEYS.heads),
    vocabulary: size(SHAPE_KEYS.vocabulary) ?? (config.vocab_size === -1 ? META_VOCABULARY : null),
    eps: size(SHAPE_KEYS.eps),
  };
}

/** null: as many as there are heads. */
function kvHeadsOf(config: JsonObject, defaults: JsonObject): number | null {
  if ((config.multi_query ?? defaults.multi_query) === true && config.new_decoder_architecture !== true) return 1;
  if (config.multi_query_attention === false) return null;
  const nested = isObject(config.attn_config) ? positiveOf(config.attn_config.kv_n_heads) : null;
  const own = firstPositive(config, SHAPE_KEYS.kvHeads)?.value ?? nested;
  if (own !== null) return own;
  // A type whose default has as many as heads means "as many as heads", also of a file with other heads.
  const fallback = firstPositive(defaults, SHAPE_KEYS.kvHeads)?.value ?? null;
  return fallback === (firstPositive(defaults, SHAPE_KEYS.heads)?.value ?? null) ? null : fallback;
}

/** Meta's params.json names no width of the feed-forward layer: two thirds of four times dim, times the multiplier, rounded up. */
function metaIntermediate(config: JsonObject, hidden: number | null): number | null {
  const multiple = positiveOf(config.multiple_of);
  if (multiple === null || hidden === null) return null;
  const width = Math.floor(Math.floor((2 * 4 * hidden) / 3) * (positiveOf(config.ffn_dim_multiplier) ?? 1));
  return multiple * Math.ceil(width / multiple);
}
