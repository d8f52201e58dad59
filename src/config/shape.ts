/** The size of the network, whatever spelling the config uses. */
import type { JsonObject, JsonValue } from "./model.ts";
import { firstPositive, positiveOf } from "./numbers.ts";

export interface Shape {
  readonly hidden: number | null;
  readonly intermediate: number | null;
  readonly layers: number | null;
  readonly heads: number | null;
  readonly kvHeads: number | null;
  readonly vocabulary: number | null;
  readonly eps: number | null;
}

const HIDDEN = ["hidden_size", "n_embd", "d_model", "dim", "model_dim"];
const INTERMEDIATE = ["intermediate_size", "ffn_hidden_size", "n_inner", "ffn_dim", "hidden_dim"];
const LAYERS = ["num_hidden_layers", "n_layer", "n_layers", "num_layers"];
const HEADS = ["num_attention_heads", "n_head", "n_heads", "num_heads"];
const KV_HEADS = ["num_key_value_heads", "n_kv_heads", "num_kv_heads", "n_head_kv", "multi_query_group_num"];
const VOCABULARY = ["vocab_size", "padded_vocab_size"];
const EPS = ["rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "layernorm_epsilon", "norm_eps"];

/** Keys absent from the file take the model type's default; without key-value heads each head has its own. */
export function shapeOf(config: JsonObject, defaults: Partial<Shape>): Shape {
  const hidden = firstPositive(config, HIDDEN)?.value ?? defaults.hidden ?? null;
  const headsInFile = firstPositive(config, HEADS)?.value ?? null;
  const heads = headsInFile ?? defaults.heads ?? null;
  return {
    hidden,
    intermediate:
      firstPositive(config, INTERMEDIATE)?.value ?? metaIntermediate(config, hidden) ?? defaults.intermediate ?? null,
    layers: firstPositive(config, LAYERS)?.value ?? defaults.layers ?? null,
    heads,
    kvHeads: kvHeadsOf(config) ?? (headsInFile === null ? defaults.kvHeads : undefined) ?? heads,
    vocabulary: firstPositive(config, VOCABULARY)?.value ?? defaults.vocabulary ?? null,
    eps: firstPositive(config, EPS)?.value ?? defaults.eps ?? null,
  };
}

function kvHeadsOf(config: JsonObject): number | null {
  if (config.multi_query === true && config.new_decoder_architecture !== true) return 1;
  if (config.multi_query_attention === false) return null;
  return firstPositive(config, KV_HEADS)?.value ?? null;
}

/** Meta's params.json names no width of the feed-forward layer: two thirds of four times dim, times the multiplier, rounded up. */
function metaIntermediate(config: JsonObject, hidden: number | null): number | null {
  const multiple = positiveOf(config.multiple_of);
  if (multiple === null || hidden === null) return null;
  const width = Math.floor(Math.floor((2 * 4 * hidden) / 3) * numberOr(config.ffn_dim_multiplier, 1));
  return multiple * Math.ceil(width / multiple);
}

function numberOr(value: JsonValue | undefined, fallback: number): number {
  return positiveOf(value) ?? fallback;
}
