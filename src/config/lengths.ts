/** The window that a file claims, and the one that its RoPE was trained on. */
import type { RopeScaling } from "../rope/spec.ts";
import { childPointer } from "./json-pointer.ts";
import type { LanguagePart } from "./language-part.ts";
import type { JsonObject, PretrainedLengthSource } from "./model.ts";
import type { ClaimedWindow, ModelFacts } from "./model-facts.ts";
import type { ModelTypeRules } from "./model-types.ts";
import { lengthOf, positiveOf } from "./numbers.ts";
import { ropeTypeOf } from "./rope-block.ts";
import type { RopeSource } from "./rope-sources.ts";

export const ORIGINAL_LENGTH = "original_max_position_embeddings";

/** Spellings of the claimed window, in the order in which they count. */
export const LENGTH_KEYS = [
  "max_position_embeddings",
  "n_positions",
  "max_sequence_length",
  "seq_length",
  "max_seq_len",
  "n_ctx",
  "context_length",
  "max_context_length",
  "model_max_length",
] as const;

/** RecurrentGemma has no window but that of its attention. */
const ATTENTION_WINDOW = "attention_window_size";

/** When neither the file nor its type says: that of the first llama. */
const LAST_RESORT = 2048;

export function claimedWindow({ path, config }: LanguagePart, rules: ModelTypeRules): ClaimedWindow {
  const key = LENGTH_KEYS.find((name) => lengthOf(config[name]) !== null);
  const stated = key === undefined ? null : lengthOf(config[key]);
  if (key !== undefined && stated !== null) return { length: stated, pointer: childPointer(path, key) };
  return { length: rules.length ?? derivedLength({ ...rules.defaults, ...config }), pointer: null };
}

/** The window of a type that has no key for it. */
function derivedLength(config: JsonObject): number {
  const window = lengthOf(config[ATTENTION_WINDOW]);
  if (window !== null) return window;
  // A vision part counts patches along one side of the image.
  const image = positiveOf(config.image_size);
  const patch = positiveOf(config.patch_size);
  return image === null || patch === null ? LAST_RESORT : Math.max(1, Math.floor(image / patch));
}

export interface PretrainedLength {
  readonly length: number;
  readonly source: PretrainedLengthSource;
}

/**
 * L of one RoPE: what the user chose; the original length in its block, else beside it, else in the block of another layer type;
 * the known checkpoint whose window is within the claimed one, or when the file claims none; the claimed window.
 * @param others the model's RoPEs, this one among them
 */
export function pretrainedLength(
  { part, rules, claimed, checkpoint, options }: ModelFacts,
  source: RopeSource,
  others: readonly RopeSource[],
): PretrainedLength {
  const chosen = lengthOf(options.pretrainedLength);
  if (chosen !== null) return { length: chosen, source: { kind: "setting" } };
  const stated = originalIn(source) ?? originalBeside(part) ?? others.map(originalIn).find((length) => length !== null);
  if (stated) return stated;
  if (checkpoint !== null && (claimed.pointer === null || checkpoint.window <= claimed.length)) {
    return { length: checkpoint.window, source: { kind: "checkpoint", checkpoint: checkpoint.name } };
  }
  const ofType = originalOfType(source, rules);
  if (ofType !== null) return { length: ofType, source: { kind: "type-default" } };
  const key = rules.trainedLengthKey;
  const trained = key === null ? null : lengthOf(part.config[key]);
  if (key === null || trained === null) return ofClaim(claimed, part.modelType !== null);
  return { length: trained, source: { kind: "max-position-embeddings", pointer: childPointer(part.path, key) } };
}

/** The original length that the file states in a block. */
function originalIn({ block, pointer }: RopeSource): PretrainedLength | null {
  const length = lengthOf(block[ORIGINAL_LENGTH]);
  if (length === null || pointer === null) return null;
  return { length, source: { kind: "original-length", pointer: childPointer(pointer, ORIGINAL_LENGTH) } };
}

function originalBeside({ path, config }: LanguagePart): PretrainedLength | null {
  const length = lengthOf(config[ORIGINAL_LENGTH]);
  if (length === null) return null;
  return { length, source: { kind: "original-length", pointer: childPointer(path, ORIGINAL_LENGTH) } };
}

/** An original length of the type itself: in its own block, or where Phi-3 keeps it. */
function originalOfType({ block }: RopeSource, rules: ModelTypeRules): number | null {
  const scaled = ropeTypeOf(block) !== "default";
  return lengthOf(block[ORIGINAL_LENGTH]) ?? (scaled ? lengthOf(rules.defaults[ORIGINAL_LENGTH]) : null);
}

function ofClaim({ length, pointer }: ClaimedWindow, typeIsKnown: boolean): PretrainedLength {
  if (pointer === null) return { length, source: { kind: typeIsKnown ? "type-default" : "assumed" } };
  return { length, source: { kind: "max-position-embeddings", pointer } };
}

/**
 * The window that the file claims for a RoPE, tokens: the larger of max_position_embeddings and L times the factor.
 * llama3's factor is no ratio of windows, and the part of a linear factor that the model was trained with extends nothing.
 */
export function claimedLength(
  window: number,
  pretrained: number,
  scaling: RopeScaling,
  trainedFactor: number | null,
): number {
  if (scaling.type === "proportional" || (scaling.type === "llama3" && window > pretrained)) return window;
  const factor = "factor" in scaling ? (scaling.factor ?? 1) : 1;
  const reached = Math.round((pretrained * factor) / (scaling.type === "linear" ? (trainedFactor ?? 1) : 1));
  return Number.isSafeInteger(reached) ? Math.max(window, reached) : window;
}
