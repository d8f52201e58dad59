/** From a scaling block (`rope_scaling`, or one of `rope_parameters`) to the scaling that it means. */
import { YARN_DEFAULTS } from "../rope/scaling/yarn.ts";
import type { RopeScaling } from "../rope/spec.ts";
import type { JsonObject, JsonValue } from "./model.ts";
import { numberOf, positiveOf } from "./numbers.ts";

export interface BlockContext {
  /** The window that the config claims, tokens. */
  readonly maxPositionEmbeddings: number;
  /** original_max_position_embeddings beside a flat block, which then overrides the block's; null elsewhere. */
  readonly topLevelOriginal: number | null;
  /** d, to check the lists of longrope against. */
  readonly rotaryDim: number;
  /** Blocks per layer type: transformers looks for `truncate` outside of them, so it counts as true. */
  readonly nested: boolean;
}

/** Other names under which the types were written. */
const TYPE_ALIASES = new Map([
  ["su", "longrope"],
  ["mrope", "default"],
  ["axial", "default"],
]);

/** The type that a block names, under its present name; "default" when it names none. null: a name is there, but no string. */
export function ropeTypeOf(block: JsonObject): string | null {
  const named = writtenRopeType(block) ?? "default";
  return typeof named === "string" ? (TYPE_ALIASES.get(named) ?? named) : null;
}

/** `rope_type`, else the older `type`, as it stands in the file. */
export function writtenRopeType(block: JsonObject): JsonValue | undefined {
  return block.rope_type ?? block.type;
}

/** null: transformers raises for this block, or computes nothing finite with it. */
export function scalingOf(block: JsonObject, context: BlockContext): RopeScaling | null {
  const factor = positiveOf(block.factor);
  switch (ropeTypeOf(block)) {
    case "default":
      return { type: "default" };
    case "linear":
      return factor === null ? null : { type: "linear", factor };
    case "dynamic":
      return factor === null ? null : { type: "dynamic", factor, originalLength: context.maxPositionEmbeddings };
    case "yarn":
      return yarn(block, context);
    case "llama3":
      return factor === null ? null : llama3(block, factor, context);
    case "longrope":
      return longrope(block, context);
    case "proportional":
      return {
        type: "proportional",
        factor: factor ?? 1,
        partialRotaryFactor: positiveOf(block.partial_rotary_factor) ?? 1,
      };
    default:
      return null;
  }
}

/** A factor of null is the ratio of the lengths; a missing one raises. */
function yarn(block: JsonObject, context: BlockContext): RopeScaling | null {
  const betaFast = optionalNumber(block.beta_fast, YARN_DEFAULTS.betaFast);
  const betaSlow = optionalNumber(block.beta_slow, YARN_DEFAULTS.betaSlow);
  const originalLength = originalLengthOf(block, context);
  if (betaFast === null || betaSlow === null || originalLength === null) return null;
  const factor = block.factor === null ? context.maxPositionEmbeddings / originalLength : positiveOf(block.factor);
  if (factor === null) return null;
  const attentionFactor = block.attention_factor ?? null;
  if (attentionFactor !== null && numberOf(attentionFactor) === null) return null;
  return {
    type: "yarn",
    factor,
    originalLength,
    betaFast: betaFast === 0 ? YARN_DEFAULTS.betaFast : betaFast,
    betaSlow: betaSlow === 0 ? YARN_DEFAULTS.betaSlow : betaSlow,
    truncate: context.nested || block.truncate !== false,
    attentionFactor: numberOf(attentionFactor),
    mscale: numberOf(block.mscale),
    mscaleAllDim: numberOf(block.mscale_all_dim),
  };
}

function llama3(block: JsonObject, factor: number, context: BlockContext): RopeScaling | null {
  const lowFreqFactor = positiveOf(block.low_freq_factor);
  const highFreqFactor = positiveOf(block.high_freq_factor);
  const originalLength = originalLengthOf(block, context);
  if (lowFreqFactor === null || highFreqFactor === null || originalLength === null) return null;
  return { type: "llama3", factor, originalLength, lowFreqFactor, highFreqFactor };
}

function longrope(block: JsonObject, context: BlockContext): RopeScaling | null {
  const shortFactor = factorList(block.short_factor, Math.floor(context.rotaryDim / 2));
  const longFactor = factorList(block.long_factor, Math.floor(context.rotaryDim / 2));
  const originalLength = originalLengthOf(block, context);
  if (shortFactor === null || longFactor === null || originalLength === null) return null;
  return {
    type: "longrope",
    shortFactor,
    longFactor,
    originalLength,
    factor: positiveOf(block.factor),
    attentionFactor: positiveOf(block.attention_factor),
  };
}

/** The value, its default when the key is absent or null, null when something else than a number is there. */
function optionalNumber(value: JsonValue | undefined, fallback: number): number | null {
  return value === undefined || value === null ? fallback : numberOf(value);
}

/** The length that transformers computes with: beside the block, else in it, else the claimed window. null: not a length. */
function originalLengthOf(block: JsonObject, context: BlockContext): number | null {
  if (context.topLevelOriginal !== null) return context.topLevelOriginal;
  const own = block.original_max_position_embeddings;
  return own === undefined || own === null ? context.maxPositionEmbeddings : positiveOf(own);
}

/** One factor a pair. A list of a single entry counts for all pairs, as torch broadcasts it. */
function factorList(value: JsonValue | undefined, pairs: number): readonly number[] | null {
  if (!Array.isArray(value)) return null;
  const factors = value.map(positiveOf).filter((factor) => factor !== null);
  if (factors.length !== value.length) return null;
  const [only] = factors;
  if (factors.length === 1 && only !== undefined) return new Array<number>(pairs).fill(only);
  return factors.length === pairs ? factors : null;
}
