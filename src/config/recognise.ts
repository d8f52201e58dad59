/** Is this JSON a model config? By what it says, never by the file's name. */
import type { JsonObject, JsonValue } from "./model.ts";
import { isKnownType } from "./model-types.ts";
import { isObject } from "./plain-value.ts";

/** Keys of which each alone shows that a config has a rotary embedding. */
const ROPE_KEYS = [
  "rope_theta",
  "rope_scaling",
  "rope_parameters",
  "rope_local_base_freq",
  "global_rope_theta",
  "local_rope_theta",
  "rope_ratio",
  "rope_interleave",
  "rope_freq_constant",
  "rope_embedding_base",
  "partial_rotary_factor",
  "qk_rope_head_dim",
  "rotary_dim",
  "rotary_emb_base",
  "rotary_pct",
  "rotary_percentage",
  "use_dynamic_ntk",
  "use_scaled_rope",
];

const HIDDEN_KEYS = ["hidden_size", "n_embd", "d_model", "dim", "model_dim"];
const HEAD_KEYS = ["num_attention_heads", "n_head", "n_heads", "num_heads"];
const LAYER_KEYS = ["num_hidden_layers", "n_layer", "n_layers", "num_layers"];

/** Keys that configs of language models have and other programs' files hardly do. */
const MODEL_KEYS = [
  ...ROPE_KEYS,
  ...HIDDEN_KEYS,
  ...HEAD_KEYS,
  ...LAYER_KEYS,
  "vocab_size",
  "max_position_embeddings",
  "transformers_version",
  "torch_dtype",
  "auto_map",
  "text_config",
  "llm_config",
  "language_config",
  "thinker_config",
  "vision_config",
  "audio_config",
  "quantization_config",
];

/** Objects that hold the language model of a multimodal config, whatever stands in them. */
export const LANGUAGE_PARTS = ["text_config", "llm_config", "language_config", "thinker_config"];

/** No class or type has a longer name; the time of patterns for names grows with the square of the length, and more. */
export const LONGEST_NAME = 200;

const CLASS_NAME = /^[A-Z][A-Za-z0-9]*_?[A-Za-z0-9]*(For[A-Z]\w*|Model|LMHead\w*|Decoder|Encoder|LM)$/;

/** Keys of files that lie beside a model and borrow its words: adapters, MLC's chat settings, diffusion pipelines. */
const OTHER_FILES = ["peft_type", "conv_template", "_class_name", "_diffusers_version"];

/** Needs `model_type` or `architectures` as models have them, or RoPE and attention shape together, or Meta's params.json. */
export function isModelConfig(value: JsonObject): boolean {
  if (OTHER_FILES.some((key) => value[key] !== undefined)) return false;
  if (typeof value.model_type === "string" && value.model_type !== "") {
    if (isKnownType(value.model_type) || isBareType(value) || hasAny(value, MODEL_KEYS)) return true;
  }
  if (namesModelClass(value.architectures)) return true;
  if (LANGUAGE_PARTS.some((key) => isShapedPart(value[key]))) return true;
  if (!hasShape(value) || !hasNumber(value, LAYER_KEYS)) return false;
  // Meta and Mistral call the width `dim`. Others who do, as DeepSeek's inference code, keep their RoPE in the code.
  if (hasNumber(value, ["dim"])) return hasNumber(value, ["norm_eps"]);
  return hasAny(value, ROPE_KEYS);
}

/** Whether the object has a key that only rotary embeddings have. */
export function hasRopeKey(value: JsonObject): boolean {
  return hasAny(value, ROPE_KEYS);
}

/** Whether the object says how wide the network is and how many heads it has. */
export function hasShape(value: JsonObject): boolean {
  return hasNumber(value, HIDDEN_KEYS) && hasNumber(value, HEAD_KEYS);
}

function isShapedPart(part: JsonValue | undefined): boolean {
  return isObject(part) && hasShape(part) && hasRopeKey(part);
}

/** A file just begun: nothing but the type and what stands in every config. */
function isBareType(value: JsonObject): boolean {
  return Object.keys(value).every((key) => key === "model_type" || key === "architectures");
}

function namesModelClass(architectures: JsonValue | undefined): boolean {
  return (
    Array.isArray(architectures) &&
    architectures.some((name) => typeof name === "string" && name.length <= LONGEST_NAME && CLASS_NAME.test(name))
  );
}

function hasAny(value: JsonObject, keys: readonly string[]): boolean {
  return keys.some((key) => value[key] !== undefined);
}

function hasNumber(value: JsonObject, keys: readonly string[]): boolean {
  return keys.some((key) => typeof value[key] === "number");
}
