/** What kinds of layers the language model has, which of them rotate, and which see a sliding window. */
import type { JsonObject, JsonValue } from "./model.ts";
import type { ModelTypeRules } from "./model-types.ts";
import { numberOf, positiveOf } from "./numbers.ts";

export interface Layer {
  /** As layer_types spells it: "full_attention", "sliding_attention", "linear_attention". */
  readonly type: string;
  /** The layer sees only that many last tokens; null: all. */
  readonly slidingWindow: number | null;
  /** false: attention without position embedding (NoPE), or no attention at all. */
  readonly rotates: boolean;
  /** The layer keeps keys and values of past tokens. */
  readonly caches: boolean;
}

/** Kinds of layers that keep a state of fixed size instead of keys and values. */
const WITHOUT_CACHE = /linear|mamba|conv|recurrent|mlp|moe|gated_delta|ssm/;

/** Layers of a sliding kind, whatever they are called in full. */
const SLIDING = /sliding|local/;

/** null: the file does not say how many layers there are, or in which order its kinds come. */
export function layersOf(config: JsonObject, rules: ModelTypeRules, count: number | null): readonly Layer[] | null {
  const types = layerTypesOf(config, rules, count);
  if (types === null) return null;
  const window = slidingWindowOf(config, rules);
  const chunk = positiveOf(config.attention_chunk_size) ?? positiveOf(rules.defaults.attention_chunk_size);
  const rotating = rotatingLayers(config, rules, types.length);
  const named =
    rules.layerPattern !== null || Array.isArray(config.layer_types) || types.some((type) => SLIDING.test(type));
  const everywhere = named || rules.defaults.max_window_layers !== undefined ? null : window;
  const onlySliding = rules.ropeOnSlidingLayersOnly && window !== null;
  const kinds = new Map<string, LayerKind>();
  return types.map((type, i) => {
    const kind = kinds.get(type) ?? kindOf(type);
    kinds.set(type, kind);
    const { sees, caches } = kind;
    const rotates = caches && rotating(i) && !(onlySliding && sees === "all");
    const slidingWindow = sees === "chunk" ? chunk : sees === "window" ? window : everywhere;
    return { type, slidingWindow, rotates, caches };
  });
}

interface LayerKind {
  readonly caches: boolean;
  readonly sees: "all" | "window" | "chunk";
}

function kindOf(type: string): LayerKind {
  const sees = type === "chunked_attention" ? "chunk" : SLIDING.test(type) ? "window" : "all";
  return { caches: !WITHOUT_CACHE.test(type), sees };
}

/** The names of the layer kinds that the config itself or its type declares, in the order of the layers. */
function layerTypesOf(config: JsonObject, rules: ModelTypeRules, count: number | null): readonly string[] | null {
  for (const key of ["layer_types", "layers_block_type"]) {
    const list = config[key];
    if (Array.isArray(list) && list.length > 0)
      return list.map((type) => (typeof type === "string" ? type : "unknown"));
  }
  const stated = codedTypes(config);
  if (stated !== null) return count === null ? stated : stated.slice(0, count);
  if (count === null || count > 10_000) return null;
  const pattern = patternOf(config, rules);
  return pattern === null ? null : Array.from({ length: count }, (_, i) => pattern(i));
}

/** Lists that say the kinds in numbers: MiMo's (1: sliding) and DeepSeek-V4's (0: sliding, else how much the layer compresses). */
function codedTypes(config: JsonObject): readonly string[] | null {
  const sliding = config.hybrid_layer_pattern;
  if (isNumbers(sliding)) return sliding.map((code) => (code === 1 ? "sliding_attention" : "full_attention"));
  const ratios = config.compress_ratios;
  return isNumbers(ratios) ? ratios.map((ratio) => COMPRESSED.get(ratio) ?? "unknown") : null;
}

const COMPRESSED: ReadonlyMap<number, string> = new Map([
  [0, "sliding_attention"],
  [4, "compressed_sparse_attention"],
  [128, "heavily_compressed_attention"],
]);

function isNumbers(value: JsonValue | undefined): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === "number");
}

/** The kind of the i-th layer where no list says it; null: the order is the secret of the model's code. */
function patternOf(config: JsonObject, rules: ModelTypeRules): ((i: number) => string) | null {
  // Nemotron's pruned models: each layer is described by itself, and some have no attention at all.
  if (Array.isArray(config.block_configs)) return null;
  const period = positiveOf(config.sliding_window_pattern) ?? positiveOf(config._sliding_window_pattern);
  if (period !== null && rules.layerPattern !== null) {
    return (i) => ((i + 1) % period === 0 ? "full_attention" : "sliding_attention");
  }
  const every = positiveOf(config.global_attn_every_n_layers);
  if (every !== null) {
    // ModernBERT counts from its first layer, the others from the end of each group.
    const shift = rules.thetaKeys.includes("global_rope_theta") ? 0 : 1;
    return (i) => ((i + shift) % every === 0 ? "full_attention" : "sliding_attention");
  }
  const interval = positiveOf(config.full_attention_interval);
  if (interval !== null) return (i) => ((i + 1) % interval === 0 ? "full_attention" : "linear_attention");
  const kinds = rules.layerPattern ?? blockTypesOf(config);
  if (kinds !== null) return (i) => kinds[i % kinds.length] ?? "full_attention";
  if (config.use_sliding_window === true && slidingWindowOf(config, rules) !== null) {
    const first = numberOf(config.max_window_layers) ?? numberOf(rules.defaults.max_window_layers) ?? 0;
    return (i) => (i >= first ? "sliding_attention" : "full_attention");
  }
  return Object.keys(rules.layers ?? {}).length > 1 ? null : () => "full_attention";
}

/** RecurrentGemma's block_types are repeated over the layers. */
function blockTypesOf(config: JsonObject): readonly string[] | null {
  const list = config.block_types;
  if (!Array.isArray(list)) return null;
  const names = list.filter((name) => typeof name === "string");
  return names.length === 0 ? null : names;
}

/** The window of the sliding layers; null when the file or its type switches it off. */
function slidingWindowOf(config: JsonObject, rules: ModelTypeRules): number | null {
  const switched = config.use_sliding_window ?? rules.defaults.use_sliding_window;
  if (switched === false) return null;
  for (const key of ["sliding_window", "attention_window_size", "local_attention"]) {
    const value = config[key] === undefined ? rules.defaults[key] : config[key];
    if (value !== undefined && (key !== "sliding_window" || rules.readsSlidingWindow)) return positiveOf(value);
  }
  return null;
}

/** Whether the i-th layer has a position embedding: the file's no_rope_layers (1: it has one), else the type's pattern. */
function rotatingLayers(config: JsonObject, rules: ModelTypeRules, count: number): (i: number) => boolean {
  const list = config.no_rope_layers ?? config.layer_rope_theta;
  if (Array.isArray(list) && list.length > 0) return (i) => list.length <= i || list[i] !== 0;
  const pattern = rules.ropeLayerPattern;
  if (pattern === null) return () => true;
  const interval = positiveOf(config.no_rope_layer_interval);
  if (interval !== null) return (i) => (i + 1) % interval !== 0 || interval > count;
  return (i) => pattern[i % pattern.length] !== 0;
}
