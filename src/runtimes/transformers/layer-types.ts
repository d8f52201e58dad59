/** The layer types of a config, which decide what counts as a nested block. */
import { typeError, valueError } from "../python/raised.ts";
import { isDict, isInt, isList, numeric, repr, str, typeName } from "../python/value.ts";
import { type Attributes, names } from "./attributes.ts";

/** ALLOWED_LAYER_TYPES of transformers 5. */
export const KNOWN_LAYER_TYPES: ReadonlySet<string> = new Set([
  "full_attention",
  "sliding_attention",
  "chunked_attention",
  "window_attention",
  "indexed_attention",
  "compressed_sparse_attention",
  "heavily_compressed_attention",
  "minimax_m3_sparse",
  "conv",
  "moe",
  "hybrid",
  "hybrid_sliding",
  "reference_sliding_attention",
  "linear_attention",
  "sparse",
  "dense",
  "mlp",
]);

const RENAMED: Readonly<Record<string, string>> = {
  mamba: "linear_attention",
  attention: "full_attention",
  deepseek_sparse_attention: "indexed_attention",
  qwen_sparse_attention: "indexed_attention",
};

/** A slip of the keyboard must not fill the memory; the kinds repeat long before. */
const MOST_LAYERS = 10_000;

/** One entry a layer; null where neither the file nor the class has any. */
export function layerTypesOf(attributes: Attributes): readonly string[] | null {
  const given = names(attributes.file.get("layer_types"));
  if (given !== null && listsFeedForward(attributes, given)) return given.filter((_, i) => i % 2 === 0);
  if (given !== null) return given.map((type) => RENAMED[type] ?? type);
  const { layerTypes } = attributes.family;
  if (!Array.isArray(layerTypes) || layerTypes.length === 0) return null;
  const layers = Math.min(MOST_LAYERS, numeric(attributes.get("num_hidden_layers")) ?? 0);
  const every = numeric(attributes.file.get("sliding_window_pattern"));
  if (every !== null && layerTypes.includes("sliding_attention")) {
    return Array.from({ length: layers }, (_, i) => ((i + 1) % every === 0 ? "full_attention" : "sliding_attention"));
  }
  return Array.from({ length: layers }, (_, i) => layerTypes[i % layerTypes.length] ?? "full_attention");
}

/** Dory's files list the feed-forward layers between the attention layers, and count both. */
function listsFeedForward({ family }: Attributes, types: readonly string[]): boolean {
  return family.class === "DoryConfig" && types.includes("mlp");
}

/** validate_layer_type: unknown names, and a list that is not one a layer. */
export function checkLayerTypes(attributes: Attributes): void {
  const value = attributes.file.get("layer_types");
  if (value === undefined || value === null) return;
  // Python goes through the characters of a string and the keys of a dict.
  const given = typeof value === "string" ? [...value] : isDict(value) ? [...value.keys()] : value;
  if (isList(given) && listsFeedForward(attributes, names(given) ?? [])) return;
  if (!isList(given)) throw typeError(`'${typeName(value)}' object is not iterable`);
  const list = (names(given) ?? []).map((type) => RENAMED[type] ?? type);
  if (list.length !== given.length || !list.every((type) => KNOWN_LAYER_TYPES.has(type))) {
    throw valueError(`The \`layer_types\` entries must be in ${repr([...KNOWN_LAYER_TYPES])} but got ${str(value)}`);
  }
  const layers = attributes.get("num_hidden_layers");
  if (isInt(layers) && layers.value !== list.length) {
    throw valueError(
      `\`num_hidden_layers\` (${str(layers)}) must be equal to the number of \`layer_types\` (${list.length})`,
    );
  }
}
