/** transformers 5: how rope_scaling, rope_parameters and the keys beside them become one `rope_parameters`. */
import { keyError, noAttribute, Raised, typeError } from "../python/raised.ts";
import { float, isDict, type PyDict, type PyValue, truthy, typeName } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import { type Attributes, fromJson, names } from "./attributes.ts";
import { makeFloats } from "./config-v4.ts";
import type { Family } from "./families.ts";
import { checkBlockField } from "./strict-fields.ts";

export type Parameters = Map<string, PyValue>;

/** Classes whose rope_scaling goes into the block of the full-attention layers (Gemma 3), or of both kinds. */
const MERGES_INTO_FULL = new Set(["gemma3_text", "gemma3n_text", "olmo3", "t5gemma2_text", "t5gemma2_decoder"]);
const MERGES_INTO_BOTH = new Set(["modernbert", "modernbert-decoder"]);
/** Classes that take the block as it stands in the file. */
const KEEPS = new Set([
  "beam",
  "diffusion_gemma_text",
  "embedding_gemma2_text",
  "gemma4_text",
  "gemma4_unified_text",
  "laguna",
  "mellum",
  "mimo_v2_flash",
  "zaya",
]);
const PHI3 = new Set(["phi3", "phi4_multimodal"]);
const NEOX = new Set(["gpt_neox", "gpt_neox_japanese"]);

export interface LoadedParameters {
  /** null: the object holds none. */
  readonly parameters: Parameters | null;
  /** Names of layer types that count as such: a block that has one of them as a key is nested. */
  readonly labels: readonly string[];
}

/** Raises what the class raises while it puts its parameters together. */
export function loadParameters(
  modelType: string,
  attributes: Attributes,
  allLabels: readonly string[],
  release: string,
): LoadedParameters {
  // 5.0 puts rope_theta beside the nested blocks and then takes the whole for a flat one.
  const labels = below(release, "5.1.0") && attributes.family.layered === undefined ? [] : allLabels;
  const { file, family } = attributes;
  checkBlockField(file.get("rope_parameters"), family);
  const scaling = file.get("rope_scaling");
  if (KEEPS.has(modelType)) {
    checkBlockField(scaling, family);
    const block = file.has("rope_scaling") ? scaling : (file.get("rope_parameters") ?? classBlock(attributes, false));
    return { parameters: isDict(block) ? deepCopy(block) : null, labels };
  }
  // 5.0 has one RoPE for all layers of OLMo 3.
  const hasOneRope = modelType === "olmo3" && family.layered === undefined;
  if ((MERGES_INTO_FULL.has(modelType) && !hasOneRope) || MERGES_INTO_BOTH.has(modelType)) {
    return { parameters: mergeLayers(modelType, attributes, scaling), labels };
  }
  checkBlockField(truthy(scaling) ? scaling : null, family);
  const heard = family.reads !== false && truthy(scaling);
  const chosen = (heard ? scaling : file.get("rope_parameters")) ?? classBlock(attributes, true);
  if (truthy(chosen) && !isDict(chosen)) {
    throw noAttribute(typeName(chosen), "setdefault");
  }
  const parameters = isDict(chosen) ? deepCopy(chosen) : new Map<string, PyValue>();
  if (family.rotation === "none" && parameters.size === 0 && !file.has("rope_theta")) return { parameters, labels };
  fillDefaults(modelType, attributes, parameters, labels, release);
  if (family.mrope === true && (parameters.get("rope_type") ?? parameters.get("type")) === "mrope") {
    parameters.set("rope_type", "default");
  }
  standardise(parameters, attributes, labels, false);
  if (family.floats === true) makeFloats(parameters);
  const type = parameters.get("rope_type");
  if (PHI3.has(modelType) && (type === "su" || type === "yarn")) parameters.set("rope_type", "longrope");
  return { parameters, labels };
}

function deepCopy(block: PyDict): Parameters {
  return new Map([...block].map(([key, value]) => [key, isDict(value) ? deepCopy(value) : value]));
}

/** The class's own block; without what stands in it only by default, when the file's keys are still to come. */
function classBlock(attributes: Attributes, open: boolean): PyDict | null {
  const { block, thetaKeys } = attributes.family;
  if (block === undefined || block === null) return null;
  const value = fromJson(block);
  if (!isDict(value)) return null;
  if (!open) return value;
  const copy = deepCopy(value);
  if (thetaKeys !== undefined && thetaKeys.length > 0) {
    copy.delete("rope_theta");
    for (const inner of copy.values()) if (inner instanceof Map) inner.delete("rope_theta");
  }
  copy.delete("partial_rotary_factor");
  if (copy.size === 1 && copy.get("rope_type") === "default") copy.clear();
  return copy;
}

function defaultShare(attributes: Attributes): PyValue | undefined {
  const { block } = attributes.family;
  const value = block === undefined ? null : fromJson(block);
  return isDict(value) ? value.get("partial_rotary_factor") : undefined;
}

/** A class without a RoPE block has no theta either, but takes a block of the file (GPT-J). */
function defaultTheta({ rotation, defaultTheta: theta }: Family): PyValue {
  if (rotation === "none") return null;
  return float(typeof theta === "number" ? theta : 10000);
}

function fillDefaults(
  modelType: string,
  attributes: Attributes,
  parameters: Parameters,
  labels: readonly string[],
  release: string,
): void {
  const { file, family } = attributes;
  const [thetaKey, shareKey] = NEOX.has(modelType)
    ? ["rotary_emb_base", "rotary_pct"]
    : ["rope_theta", "partial_rotary_factor"];
  const byDefault = defaultTheta(family);
  const theta = file.get(thetaKey) === undefined ? byDefault : (file.get(thetaKey) ?? null);
  const share = file.get(shareKey) ?? dimShare(modelType, attributes, release) ?? defaultShare(attributes);
  const nested = nestedKeys(parameters, labels);
  const targets = nested.length === 0 ? [parameters] : nested.map((key) => parameters.get(key));
  for (const target of targets) {
    if (target === null || target === undefined) continue;
    if (!(target instanceof Map)) throw noAttribute(typeName(target), "setdefault");
    if (!target.has("rope_theta")) target.set("rope_theta", theta);
    if (share !== undefined && share !== null && !target.has("partial_rotary_factor")) {
      target.set("partial_rotary_factor", share);
    }
  }
}

/** rotary_dim / head_dim, for the types that name the rotated part by its size. */
function dimShare(modelType: string, attributes: Attributes, release: string): PyValue | undefined {
  const given = attributes.file.get("rotary_dim");
  const head = attributes.get("head_dim");
  const heard = attributes.family.rotaryDim !== undefined || hearsRotaryDim(modelType, release);
  if (!heard || given === undefined || given === null) return undefined;
  if (typeof given !== "object" || !("kind" in given) || head === undefined || head === null) return undefined;
  return typeof head === "object" && "kind" in head ? float(given.value / head.value) : undefined;
}

/** MiniMax M2's class has no such field, but listens to the file's (configuration_minimax_m2.py); 5.12 did not yet, 5.19 does. */
function hearsRotaryDim(modelType: string, release: string): boolean {
  return modelType === "minimax_m2" && atLeast(release, "5.19.0");
}

/** The keys under which a block is nested. */
export function nestedKeys(parameters: PyDict, labels: readonly string[]): string[] {
  return [...parameters.keys()].filter((key) => labels.includes(key));
}

const WITH_ORIGINAL = new Set(["llama3", "yarn", "longrope"]);

/**
 * standardize_rope_params. `complete`: the object has the file's other keys by now, a top-level original length among
 * them, which then counts above the block's.
 */
export function standardise(
  parameters: Parameters,
  attributes: Attributes,
  labels: readonly string[],
  complete: boolean,
): void {
  const original = "original_max_position_embeddings";
  const max = attributes.get("max_position_embeddings") ?? null;
  const nested = nestedKeys(parameters, labels);
  const share = complete && keepsShare(attributes) ? attributes.file.get("partial_rotary_factor") : undefined;
  if (nested.length === 0) {
    if (!parameters.has("rope_type")) parameters.set("rope_type", parameters.get("type") ?? "default");
    if (!parameters.has("rope_theta")) parameters.set("rope_theta", null);
    if (!needsOriginal(parameters)) return;
    const top = complete ? attributes.has(original) : attributes.declares(original);
    if (top) parameters.set(original, attributes.get(original) ?? null);
    else if (!parameters.has(original)) parameters.set(original, max);
    return;
  }
  for (const key of nested) {
    const inner = parameters.get(key);
    if (inner === null) continue;
    if (!(inner instanceof Map)) throw noAttribute(typeName(inner), "setdefault");
    if (!inner.has("rope_type")) inner.set("rope_type", inner.get("type") ?? "default");
    if (!inner.has("rope_theta")) inner.set("rope_theta", null);
    if (share !== undefined && share !== null && !inner.has("partial_rotary_factor")) {
      inner.set("partial_rotary_factor", share);
    }
    if (needsOriginal(inner) && !inner.has(original)) inner.set(original, max);
  }
}

/** Classes that put their parameters together themselves leave a top-level share on the object, for later. */
function keepsShare({ family }: Attributes): boolean {
  return family.layered !== undefined && (family.thetaKeys?.length ?? 0) > 0;
}

function needsOriginal(block: PyDict): boolean {
  const type = block.get("rope_type");
  return typeof type === "string" && WITH_ORIGINAL.has(type);
}

/** Gemma 3's way: one block a layer type always, the older keys fill it. */
function mergeLayers(modelType: string, attributes: Attributes, scaling: PyValue | undefined): Parameters {
  const { file, family } = attributes;
  const given = file.get("rope_parameters");
  if (MERGES_INTO_BOTH.has(modelType) && isDict(given)) checkLayerKeys(given);
  const parameters: Parameters = isDict(given)
    ? deepCopy(given)
    : new Map<string, PyValue>([
        ["sliding_attention", new Map<string, PyValue>([["rope_type", "default"]])],
        ["full_attention", new Map<string, PyValue>([["rope_type", "default"]])],
      ]);
  if (scaling !== undefined && scaling !== null) {
    if (!isDict(scaling)) throw typeError(`'${typeName(scaling)}' object is not iterable`);
    const layers = MERGES_INTO_BOTH.has(modelType) ? ["full_attention", "sliding_attention"] : ["full_attention"];
    for (const layer of layers) {
      const target = parameters.get(layer);
      if (target === undefined) throw keyError(layer);
      if (!(target instanceof Map)) throw noAttribute(typeName(target), "update");
      for (const [key, value] of scaling) target.set(key, value);
    }
  }
  const modern = MERGES_INTO_BOTH.has(modelType);
  const theta = (layer: string, key: string): PyValue => {
    const value = file.get(key);
    return value === undefined ? float(layerTheta(family.defaultTheta, layer)) : value;
  };
  const local = modelType === "olmo3" ? "" : modern ? "local_rope_theta" : "rope_local_base_freq";
  fillLayer(parameters, "full_attention", theta("full_attention", modern ? "global_rope_theta" : "rope_theta"));
  fillLayer(parameters, "sliding_attention", theta("sliding_attention", local));
  standardise(parameters, attributes, names(fromLabels(parameters)) ?? [], false);
  return parameters;
}

/** ModernBERT's field takes the names of its two layer types only. */
function checkLayerKeys(block: PyDict): void {
  for (const key of block.keys()) {
    if (key === "full_attention" || key === "sliding_attention") continue;
    throw new Raised(
      "StrictDataclassFieldValidationError",
      `Validation error for field 'rope_parameters':\n    TypeError: Field 'rope_parameters' has the key '${key}'`,
    );
  }
}

function fromLabels(parameters: Parameters): PyValue {
  return [...parameters.keys()].filter((key) => key.endsWith("_attention"));
}

function fillLayer(parameters: Parameters, layer: string, theta: PyValue): void {
  const block = parameters.get(layer) ?? new Map<string, PyValue>([["rope_type", "default"]]);
  if (!(block instanceof Map)) throw noAttribute(typeName(block), "setdefault");
  if (!block.has("rope_theta")) block.set("rope_theta", theta);
  parameters.set(layer, block);
}

function layerTheta(theta: number | Readonly<Record<string, number>> | undefined, layer: string): number {
  if (typeof theta === "number") return theta;
  return theta?.[layer === "full_attention" ? "global" : "local"] ?? 10000;
}
