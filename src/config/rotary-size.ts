/** How large a head is, and how much of it rotates. */
import type { JsonObject, JsonValue } from "./model.ts";
import type { LayerRule, ModelTypeRules } from "./model-types.ts";
import { numberOf, positiveOf } from "./numbers.ts";
import type { Shape } from "./shape.ts";

/** Size of the heads of one layer type; null when the file gives no way to know it. For MLA the rotated part counts as the head. */
export function headDimOf(
  config: JsonObject,
  rules: ModelTypeRules,
  shape: Shape,
  layer: LayerRule | null,
): number | null {
  if (layer?.headDimKey !== undefined) return positiveOf(config[layer.headDimKey]) ?? layer.headDim ?? null;
  const { hidden, heads } = shape;
  const derived = hidden === null || heads === null ? null : Math.floor(hidden / heads);
  switch (rules.headDimRule) {
    case "head_dim or derived":
      return positiveOf(config.head_dim) ?? firstPositiveOf(config, rules.alsoReads, "attention_head_dim") ?? derived;
    case "head_dim":
      return positiveOf(config.head_dim) ?? rules.headDim ?? derived;
    case "kv_channels":
      return positiveOf(config.kv_channels) ?? positiveOf(config.head_dim) ?? derived ?? rules.headDim;
    case "qk_rope_head_dim":
      return positiveOf(config.qk_rope_head_dim) ?? rules.rotaryDim;
    case "fixed":
      return rules.rotaryDim;
    case "rotary_dim":
      return positiveOf(config.head_dim) ?? derived;
    case "derived":
      return derived;
  }
}

function firstPositiveOf(config: JsonObject, read: readonly string[], key: string): number | null {
  return read.includes(key) ? positiveOf(config[key]) : null;
}

/** The rules of a type that nobody knows, with the head size where the file's own keys say that it is. */
export function guessHeadDimRule(config: JsonObject, rules: ModelTypeRules): ModelTypeRules {
  if (positiveOf(config.qk_rope_head_dim) !== null) return { ...rules, headDimRule: "qk_rope_head_dim" };
  if (positiveOf(config.rotary_dim) !== null) return { ...rules, headDimRule: "rotary_dim" };
  if (positiveOf(config.kv_channels) !== null) return { ...rules, headDimRule: "kv_channels" };
  const key = ["rotary_pct", "rotary_percentage"].find((name) => positiveOf(config[name]) !== null);
  return key === undefined ? rules : { ...rules, partial: { ...rules.partial, key } };
}

export interface RotaryContext {
  readonly config: JsonObject;
  readonly rules: ModelTypeRules;
  readonly layer: LayerRule | null;
  readonly block: JsonObject;
  readonly ropeType: string;
  readonly headDim: number;
}

/** Heads of real models have some hundred entries; a slip of the keyboard must neither fill the memory nor take minutes. */
const LARGEST = 2048;

/** d, entries of a head that rotate; null when the file's values make no size of it. */
export function rotaryDimOf(context: RotaryContext): number | null {
  const dim = statedRotaryDim(context);
  return dim !== null && dim <= LARGEST && context.headDim <= LARGEST ? dim : null;
}

function statedRotaryDim(context: RotaryContext): number | null {
  const { config, rules, ropeType, headDim } = context;
  if (ropeType === "proportional" || rules.headDimRule === "fixed") return headDim;
  if (rules.headDimRule === "rotary_dim") return positiveOf(config.rotary_dim) ?? rules.rotaryDim;
  if (rules.headDimRule === "qk_rope_head_dim") return headDim;
  const factor = partialRotaryFactor(context);
  if (factor === null) return null;
  const dim = Math.trunc(headDim * factor);
  return dim > 0 ? dim : null;
}

/** The share of a head that rotates: in the block, else at top level, else the type's. A plain RoPE of most types ignores both. */
function partialRotaryFactor({ config, rules, layer, block, ropeType, headDim }: RotaryContext): number | null {
  const { partial } = rules;
  const scaled = ropeType !== "default";
  const inBlock = scaled || partial.block || layer?.readsPartial === true ? block.partial_rotary_factor : undefined;
  if (isGiven(inBlock)) return positiveOf(inBlock);
  const beside =
    partial.key !== undefined
      ? config[partial.key]
      : scaled || partial.topLevel
        ? config.partial_rotary_factor
        : undefined;
  if (isGiven(beside)) return positiveOf(beside);
  const rotaryDim = rules.alsoReads.includes("rotary_dim") ? numberOf(config.rotary_dim) : null;
  if (rotaryDim !== null) return rotaryDim / headDim;
  return (layer?.readsPartial === true ? layer.partial : partial.default) ?? 1;
}

function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}
