/** What the converter reads of the RoPE block and the shape. */
import { floorDivide, truncatedProduct } from "../python/arithmetic.ts";
import { assertionError, keyError, type Raised, typeError } from "../python/raised.ts";
import { float, int, isDict, isList, type PyDict, type PyValue, truthy, typeName } from "../python/value.ts";

export function find(hparams: PyDict, keys: readonly string[]): PyValue | null {
  const key = keys.find((candidate) => hparams.has(candidate));
  return key === undefined ? null : (hparams.get(key) ?? null);
}

const THETA = ["global_rope_theta", "rope_global_theta", "rope_theta_global", "rope_theta", "rotary_emb_base"];
const LOCAL_THETA = [
  "local_rope_theta",
  "rope_local_theta",
  "rope_theta_local",
  "swa_rope_theta",
  "rope_local_base_freq",
];

/** rope_parameters where the key exists, else rope_scaling, with what stands beside it mirrored into it. */
export function ropeParameters(hparams: PyDict): Map<string, PyValue> {
  const given = hparams.has("rope_parameters") ? hparams.get("rope_parameters") : hparams.get("rope_scaling");
  const block = truthy(given) ? given : new Map<string, PyValue>();
  if (!isDict(block)) throw notABlock(block);
  const result = new Map(block);
  if (result.has("full_attention") || result.has("sliding_attention")) return result;
  const local = find(hparams, LOCAL_THETA);
  if (local !== null) result.set("sliding_attention", new Map([["rope_theta", local]]));
  const mirror = (key: string, value: PyValue | undefined): void => {
    if (!result.has(key) && value !== undefined && value !== null) result.set(key, value);
  };
  mirror("rope_theta", find(hparams, THETA));
  mirror("rope_type", result.get("type"));
  mirror("partial_rotary_factor", find(hparams, ["partial_rotary_factor", "rope_pct", "rope_percent"]));
  mirror("original_max_position_embeddings", hparams.get("original_max_position_embeddings"));
  return result;
}

function notABlock(block: PyValue | undefined): Raised {
  if (typeof block === "string") return typeError("'str' object does not support item assignment");
  if (isList(block)) return typeError("list indices must be integers or slices, not str");
  return typeError(`argument of type '${typeName(block)}' is not iterable`);
}

/** The block of layers with full attention, where there is one a layer type. */
export function fullBlock(parameters: PyDict): PyDict {
  const inner = parameters.get("full_attention");
  return isDict(inner) ? inner : parameters;
}

export function shapeHead(hparams: PyDict): PyValue {
  const given = hparams.get("head_dim");
  if (given !== undefined && given !== null) return given;
  return floorDivide(hparams.get("hidden_size"), hparams.get("num_attention_heads"));
}

/** Gemma 4's heads of full attention. */
export function globalHead(hparams: PyDict): PyValue {
  const given = hparams.get("global_head_dim");
  if (given !== undefined && given !== null) return given;
  const [layers, types] = [hparams.get("per_layer_config"), hparams.get("layer_types")];
  for (const [layer, config] of isDict(layers) && isList(types) ? layers : []) {
    const head = isDict(config) ? config.get("head_dim") : undefined;
    if (isList(types) && types[Number(layer)] === "full_attention" && head !== undefined && head !== null) return head;
  }
  throw assertionError();
}

export function rotaryDims(hparams: PyDict, parameters: PyDict): number {
  const share = parameters.get("partial_rotary_factor") ?? float(1);
  const rotated = int(truncatedProduct(share, hparams.get("hidden_size")));
  return floorDivide(rotated, hparams.get("num_attention_heads")).value;
}

export function required(parameters: PyDict, key: string): PyValue {
  const value = parameters.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

export function shapeDims(hparams: PyDict): number {
  return floorDivide(hparams.get("hidden_size"), hparams.get("num_attention_heads")).value;
}
