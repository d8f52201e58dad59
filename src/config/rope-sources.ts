/** Which block of the file describes the rotary embedding of which layers, as transformers 5 reads it. */
import { childPointer } from "./json-pointer.ts";
import type { LanguagePart } from "./language-part.ts";
import type { JsonObject, JsonValue } from "./model.ts";
import type { LayerRule, ModelTypeRules } from "./model-types.ts";
import { positiveOf } from "./numbers.ts";
import { isObject } from "./plain-value.ts";

export interface RopeSource {
  /** null: all layers share it. */
  readonly layerType: string | null;
  /** The file's block, or the type's own. */
  readonly block: JsonObject;
  /** Where the block stands in the file; null when the file has none. */
  readonly pointer: string | null;
  /** null: something is there that is no base. */
  readonly theta: number | null;
  readonly layer: LayerRule | null;
  /** One of several blocks, one a layer type. */
  readonly nested: boolean;
}

/**
 * One source a RoPE. Empty when transformers raises for the way in which the blocks are written.
 * @param layerTypes kinds of layers that the model has; null when unknown
 */
export function ropeSources(
  part: LanguagePart,
  rules: ModelTypeRules,
  layerTypes: readonly string[] | null,
): readonly RopeSource[] {
  const { rope_scaling: scaling, rope_parameters: parameters } = part.config;
  if (isTruthy(scaling) && !isObject(scaling) && rules.ropeScaling !== "ignored") return [];
  if (isTruthy(parameters) && !isObject(parameters) && rules.ropeParameters !== "ignored") return [];
  const blocks = { scaling: nonEmpty(scaling), parameters: isObject(parameters) ? parameters : null };
  if (rules.layers !== null) return layeredSources(part, rules, rules.layers, layerTypes, blocks);
  return flatSources(part, rules, layerTypes, blocks);
}

interface Blocks {
  /** rope_scaling, unless it is empty: Python then takes it as absent. */
  readonly scaling: JsonObject | null;
  readonly parameters: JsonObject | null;
}

function flatSources(
  part: LanguagePart,
  rules: ModelTypeRules,
  layerTypes: readonly string[] | null,
  { scaling, parameters }: Blocks,
): readonly RopeSource[] {
  const whole = { layerType: null, layer: null, nested: false };
  if (scaling !== null && rules.ropeScaling === "read") {
    return [{ ...whole, block: scaling, pointer: at(part, "rope_scaling"), theta: flatTheta(part, rules, scaling) }];
  }
  if (parameters !== null && rules.ropeParameters === "read") {
    return parameterSources(part, rules, layerTypes, parameters);
  }
  const block = rules.block ?? {};
  return [{ ...whole, block, pointer: null, theta: flatTheta(part, rules, block) }];
}

/** rope_parameters of a type with one RoPE, or of an unknown type. */
function parameterSources(
  part: LanguagePart,
  rules: ModelTypeRules,
  layerTypes: readonly string[] | null,
  parameters: JsonObject,
): readonly RopeSource[] {
  const whole = { layerType: null, layer: null, nested: false };
  const pointer = at(part, "rope_parameters");
  const inFile = Array.isArray(part.config.layer_types);
  const labels = inFile || rules.declaresLayerTypes ? layerTypes : null;
  const nested = Object.keys(parameters).filter((key) =>
    labels === null ? isObject(parameters[key]) : labels.includes(key),
  );

  if (part.modelType === null && nested.length > 0) {
    return nested.flatMap((layerType) => {
      const block = parameters[layerType];
      if (!isObject(block)) return [];
      const theta = flatTheta(part, rules, block);
      return [{ layerType, block, pointer: childPointer(pointer, layerType), theta, layer: null, nested: true }];
    });
  }
  // A known type looks for the block's keys right in it: those that declare layer types raise, the others find nothing to scale.
  if (labels !== null && nested.length > 0) {
    return rules.declaresLayerTypes ? [] : [{ ...whole, block: {}, pointer, theta: rules.theta }];
  }
  return [{ ...whole, block: parameters, pointer, theta: flatTheta(part, rules, parameters) }];
}

/** The block's own theta, else that beside it, else the type's. The type's own block keeps its theta whatever stands beside it. */
function flatTheta({ config }: LanguagePart, rules: ModelTypeRules, block: JsonObject): number | null {
  if (block.rope_theta !== undefined) return positiveOf(block.rope_theta);
  const keys =
    rules.thetaKeys.length === 0 && block !== rules.block && rules.ropeParameters === "read"
      ? ["rope_theta"]
      : rules.thetaKeys;
  const key = keys.find((name) => config[name] !== undefined);
  const base = key === undefined ? rules.theta : positiveOf(config[key]);
  if (base === null || rules.thetaFactorKey === null) return base;
  return base * (positiveOf(config[rules.thetaFactorKey]) ?? 1);
}

function layeredSources(
  part: LanguagePart,
  rules: ModelTypeRules,
  layers: Readonly<Record<string, LayerRule>>,
  layerTypes: readonly string[] | null,
  blocks: Blocks,
): readonly RopeSource[] {
  const names = Object.keys(layers);
  const used = names.filter(
    (name) => rules.layerBlocks === "compress" || layerTypes === null || layerTypes.includes(name),
  );
  const sources = (used.length === 0 ? names : used).map((name) => {
    const layer = layers[name];
    const found = layer === undefined ? null : layerBlock(part, rules, name, layer, blocks);
    if (layer === undefined || found === null) return null;
    return { layerType: name, layer, nested: true, ...found, theta: layerTheta(part, layer, found.block) };
  });
  return sources.filter((source) => source !== null).sort((a, b) => slides(a) - slides(b));
}

/** Layers that see everything first: theirs is the RoPE that an extension is about. */
function slides({ layerType }: RopeSource): number {
  return layerType?.includes("sliding") || layerType === "main" ? 1 : 0;
}

type FoundBlock = Pick<RopeSource, "block" | "pointer">;

/** null: transformers raises, or these layers have no RoPE. */
function layerBlock(
  part: LanguagePart,
  rules: ModelTypeRules,
  name: string,
  layer: LayerRule,
  { scaling, parameters }: Blocks,
): FoundBlock | null {
  const own: JsonValue | undefined = parameters?.[name];
  const nested = isObject(own) ? { block: own, pointer: childPointer(at(part, "rope_parameters"), name) } : null;
  const plain = { block: layer.block ?? {}, pointer: null };
  const flatPointer = at(part, scaling === null ? "rope_parameters" : "rope_scaling");
  switch (rules.layerBlocks) {
    case "nested":
      if (scaling !== null) return null;
      return parameters === null ? plain : nested;
    case "full":
    case "all": {
      const base = nested ?? { block: { rope_type: "default" }, pointer: null };
      if (scaling === null || (rules.layerBlocks === "full" && name !== "full_attention")) return base;
      if (parameters !== null && nested === null) return null;
      return { block: { ...base.block, ...scaling }, pointer: flatPointer };
    }
    case "compress": {
      if (nested !== null && scaling === null) return nested;
      const flat = scaling ?? parameters;
      if (flat === null || name !== "compress") return plain;
      // The theta of these layers stands under a key of its own, and yarn leaves their attention as it is.
      const { rope_theta: _, ...block }: JsonObject = { attention_factor: 1, ...flat };
      return { block, pointer: flatPointer };
    }
    default: {
      if (nested !== null && scaling === null) return nested;
      const flat = scaling ?? parameters;
      return flat === null ? plain : { block: flat, pointer: flatPointer };
    }
  }
}

function layerTheta({ config }: LanguagePart, layer: LayerRule, block: JsonObject): number | null {
  if (block.rope_theta !== undefined) return positiveOf(block.rope_theta);
  const beside = layer.thetaKey === undefined ? undefined : config[layer.thetaKey];
  return beside === undefined ? layer.theta : positiveOf(beside);
}

function at(part: LanguagePart, key: string): string {
  return childPointer(part.path, key);
}

function nonEmpty(value: JsonValue | undefined): JsonObject | null {
  return isObject(value) && Object.keys(value).length > 0 ? value : null;
}

/** As Python sees it: an empty list, string or object, zero and false count as absent. */
function isTruthy(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== "";
}
