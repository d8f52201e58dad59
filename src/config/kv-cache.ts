/** Memory that keys and values of past tokens take. */
import type { LanguagePart } from "./language-part.ts";
import type { Layer } from "./layers.ts";
import type { JsonObject, JsonValue, ModelConfig } from "./model.ts";
import type { ModelTypeRules } from "./model-types.ts";
import { positiveOf } from "./numbers.ts";
import type { Shape } from "./shape.ts";

const BYTES: Readonly<Record<string, number>> = {
  float64: 8,
  float32: 4,
  float: 4,
  float16: 2,
  half: 2,
  bfloat16: 2,
  float8_e4m3fn: 1,
  float8_e5m2: 1,
  int8: 1,
};

export interface KvCacheInput {
  /** The whole file: dtype may stand outside of the language part. */
  readonly document: JsonObject;
  readonly part: LanguagePart;
  readonly rules: ModelTypeRules;
  readonly shape: Shape;
  readonly layers: readonly Layer[] | null;
  /** Size of a head by layer type. */
  readonly headDim: (layerType: string) => number | null;
  /** The window up to which `bytesAtMax` counts, tokens. */
  readonly window: number;
}

/** Bytes for one token over all layers, and for a whole window, in which sliding layers hold no more than theirs. null: the file does not say enough. */
export function kvCacheOf(input: KvCacheInput): ModelConfig["kvCache"] {
  const { document, part, layers, window } = input;
  const dtype = dtypeOf(part.config) ?? dtypeOf(document);
  const size = dtype === null ? undefined : BYTES[dtype];
  if (dtype === null || size === undefined || layers === null) return null;
  // DeepSeek-V4 keeps one entry for several tokens; how many it keeps beside them is not in the file.
  if (input.rules.layerBlocks === "compress") return null;
  let bytesPerToken = 0;
  let bytesAtMax = 0;
  for (const layer of ownCaches(input, layers)) {
    const entries = layer.caches ? entriesOf(input, layer) : 0;
    if (entries === null) return null;
    bytesPerToken += entries * size;
    bytesAtMax += entries * size * Math.min(window, layer.slidingWindow ?? window);
  }
  return Number.isFinite(bytesAtMax) ? { bytesPerToken, bytesAtMax, dtype } : null;
}

/** Gemma 3n and 4: the last layers use the cache of earlier ones. */
function ownCaches({ part, rules }: KvCacheInput, layers: readonly Layer[]): readonly Layer[] {
  const shared = positiveOf(part.config.num_kv_shared_layers ?? rules.defaults.num_kv_shared_layers) ?? 0;
  return layers.slice(0, Math.max(0, layers.length - shared));
}

/** Numbers that one layer keeps of one token. */
function entriesOf({ part, rules, shape, headDim }: KvCacheInput, layer: Layer): number | null {
  const rank = keyOrDefault(part, rules, "kv_lora_rank");
  const rotated = keyOrDefault(part, rules, "qk_rope_head_dim");
  if (rank !== null && rotated !== null) return rank + rotated;
  const keyDim = headDim(layer.type);
  const own = layer.slidingWindow === null ? "num_global_key_value_heads" : "swa_num_key_value_heads";
  const heads = positiveOf(part.config[own]) ?? shape.kvHeads;
  if (keyDim === null || heads === null) return null;
  const valueDim = keyOrDefault(part, rules, "v_head_dim") ?? keyDim;
  return heads * (keyDim + valueDim);
}

function keyOrDefault({ config }: LanguagePart, rules: ModelTypeRules, key: string): number | null {
  return positiveOf(config[key] === undefined ? rules.defaults[key] : config[key]);
}

function dtypeOf(config: JsonObject): string | null {
  const named = nameOf(config.dtype) ?? nameOf(config.torch_dtype);
  if (named !== null) return named;
  if (config.bf16 === true) return "bfloat16";
  return config.fp16 === true ? "float16" : null;
}

function nameOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value.replace(/^torch\./, "") : null;
}
