/** Short configs for tests; every number is that of the published model named. */
import { readConfig } from "../../../../src/config/index.ts";
import type { ConfigSnapshot, JsonObject, ModelConfig, RopeEntry } from "../../../../src/config/model.ts";

export const LLAMA2_7B: JsonObject = {
  model_type: "llama",
  hidden_size: 4096,
  intermediate_size: 11008,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 32,
  vocab_size: 32000,
  rms_norm_eps: 1e-5,
  max_position_embeddings: 4096,
};

export const GEMMA3_4B_TEXT: JsonObject = {
  model_type: "gemma3_text",
  hidden_size: 2560,
  intermediate_size: 10240,
  num_hidden_layers: 34,
  num_attention_heads: 8,
  num_key_value_heads: 4,
  head_dim: 256,
  vocab_size: 262208,
  max_position_embeddings: 131072,
  sliding_window: 1024,
};

/** A Llama without a known checkpoint's shape, so that nothing but its keys counts. */
export const SMALL_LLAMA: JsonObject = {
  model_type: "llama",
  hidden_size: 256,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  max_position_embeddings: 2048,
};

export function read(config: JsonObject): ConfigSnapshot {
  return readConfig(JSON.stringify(config));
}

export function modelOf(config: JsonObject): ModelConfig {
  const { model } = read(config);
  if (model === null) throw new Error("the config was not recognised");
  return model;
}

/** The only RoPE of a config, or that of one layer type. */
export function ropeOf(config: JsonObject, layerType: string | null = null): RopeEntry {
  const rope = modelOf(config).ropes.find((entry) => entry.layerType === layerType);
  if (rope === undefined) throw new Error(`no RoPE of layer type ${layerType}`);
  return rope;
}
