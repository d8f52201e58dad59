/** From the blocks of a file to its rotary embeddings. */
import { frequencies, RopeParameterError, type RopeScaling, type RopeSpec } from "../rope/index.ts";
import type { Layer } from "./layers.ts";
import { claimedLength, ORIGINAL_LENGTH, pretrainedLength } from "./lengths.ts";
import type { JsonObject, JsonValue, RopeEntry } from "./model.ts";
import type { ModelFacts } from "./model-facts.ts";
import type { ModelTypeRules } from "./model-types.ts";
import { numberOf, positiveOf } from "./numbers.ts";
import { ropeTypeOf, scalingOf, writtenRopeType } from "./rope-block.ts";
import type { RopeSource } from "./rope-sources.ts";
import { headDimOf, rotaryDimOf } from "./rotary-size.ts";

/** The RoPEs that can be computed; one whose values make transformers raise, or nothing finite, is left out. */
export function readRopes(facts: ModelFacts, sources: readonly RopeSource[]): readonly RopeEntry[] {
  return sources.flatMap((source) => {
    const entry = ropeEntry(facts, source, sources);
    return entry === null || !isComputable(entry.spec) ? [] : [entry];
  });
}

function ropeEntry(facts: ModelFacts, source: RopeSource, sources: readonly RopeSource[]): RopeEntry | null {
  const { part, rules, shape, claimed } = facts;
  const ropeType = ropeTypeOf(source.block);
  const headDim = headDimOf(part.config, rules, shape, source.layer);
  if (source.theta === null || ropeType === null || headDim === null) return null;
  if (rules.ropeTypes !== null && !rules.ropeTypes.includes(ropeType)) return null;
  if (writtenRopeType(source.block) === "mrope" && !rules.readsMrope) return null;
  const rotaryDim = rotaryDimOf({
    config: part.config,
    rules,
    layer: source.layer,
    block: source.block,
    ropeType,
    headDim,
  });
  if (rotaryDim === null) return null;

  const scaling =
    qwenScaling(facts) ??
    scalingOf(withMscales(source.block, part.modelType), {
      maxPositionEmbeddings: claimed.length,
      topLevelOriginal: source.nested ? null : originalBeside(facts),
      rotaryDim,
      nested: source.nested,
    });
  if (scaling === null) return null;
  // The ramp divides by ln theta: transformers raises ZeroDivisionError.
  if (scaling.type === "yarn" && source.theta === 1) return null;
  const pretrained = pretrainedLength(facts, source, sources);
  const trainedFactor = trainedFactorOf(facts, source, scaling);
  const { theta, scaling: written } = withAlpha(source, rules, rotaryDim, source.theta, scaling);
  const spec: RopeSpec = {
    theta,
    headDim,
    rotaryDim,
    scaling: written,
    maxPositionEmbeddings: claimed.length,
    pretrainedLength: pretrained.length,
    trainedFactor: trainedFactor ?? 1,
    mropeSection: mropeSectionOf(source.block.mrope_section ?? null, rules, rotaryDim),
  };
  const own = layersOfSource(facts.layers, source);
  const reach = claimedLength(claimed.length, pretrained.length, written, trainedFactor);
  return {
    spec,
    layerType: source.layerType,
    layers: own === null ? null : own.filter((layer) => layer.rotates).length,
    pretrainedLengthSource: pretrained.source,
    slidingWindow: limitingWindow(own, reach),
    claimedLength: reach,
    blockPointer: source.pointer,
    block: source.block,
    originalBeside: positiveOf(part.config[ORIGINAL_LENGTH]),
    unreadPartial: rotaryDim === headDim ? (partialOf(source.block) ?? partialOf(part.config)) : null,
    noPositions: own !== null && own.length > 0 && own.every((layer) => !layer.rotates),
  };
}

/** A share below the whole head. */
function partialOf({ partial_rotary_factor: stated }: JsonObject): number | null {
  const share = positiveOf(stated);
  return share !== null && share < 1 ? share : null;
}

/** original_max_position_embeddings beside the block; Phi-3's type has one even when the file has not. */
function originalBeside({ part, rules }: ModelFacts): number | null {
  const own = part.config[ORIGINAL_LENGTH];
  return positiveOf(own === undefined ? rules.defaults[ORIGINAL_LENGTH] : own);
}

/** The layers that a RoPE belongs to; null when the file does not list them. */
function layersOfSource(layers: readonly Layer[] | null, { layerType }: RopeSource): readonly Layer[] | null {
  const attending = layers?.filter((layer) => layer.caches) ?? null;
  if (attending === null || layerType === null) return attending;
  const own = attending.filter(({ type }) => type === layerType || deepseekRopeOf(type) === layerType);
  return own.length === 0 ? null : own;
}

/** DeepSeek-V4 names its two RoPEs by what they are for: "main" in layers that see a window alone, "compress" in the others. */
function deepseekRopeOf(layerType: string): string | null {
  if (layerType === "sliding_attention") return "main";
  return layerType.includes("compressed") ? "compress" : null;
}

/** The window of the layers that rotate, when all of them slide and see less than the claimed length; null else. */
function limitingWindow(layers: readonly Layer[] | null, reach: number): number | null {
  const windows = (layers ?? []).filter((layer) => layer.rotates).map((layer) => layer.slidingWindow ?? reach);
  const largest = windows.reduce((max, window) => Math.max(max, window), 0);
  return largest > 0 && largest < reach ? largest : null;
}

/** Gemma 3 was trained with linear scaling on its global layers: by its checkpoint, else by its type and the file's own factor. */
function trainedFactorOf(
  { checkpoint, part }: ModelFacts,
  { layerType }: RopeSource,
  scaling: RopeScaling,
): number | null {
  if (layerType !== "full_attention" || !TRAINED_LINEAR.includes(part.modelType ?? "")) return null;
  if (checkpoint !== null) return checkpoint.trainedFactor;
  return scaling.type === "linear" ? scaling.factor : null;
}

const TRAINED_LINEAR = ["gemma3_text", "t5gemma2_text", "t5gemma2_decoder"];

function qwenScaling({ part, rules }: ModelFacts): RopeScaling | null {
  const seqLength = part.config.use_dynamic_ntk === true ? positiveOf(part.config[rules.trainedLengthKey ?? ""]) : null;
  return seqLength === null ? null : { type: "qwen-dynamic-ntk", seqLength };
}

/** PhiMoE names its attention factor by list; both are the same in what was published. */
function withMscales(block: JsonObject, modelType: string | null): JsonObject {
  const { short_mscale: short, long_mscale: long } = block;
  if (modelType !== "phimoe" || short === undefined || short !== long || block.attention_factor !== undefined)
    return block;
  return { ...block, attention_factor: short };
}

/** Hunyuan's dynamic type with `alpha` is a larger theta, whatever the running length. */
function withAlpha(
  { block }: RopeSource,
  rules: ModelTypeRules,
  rotaryDim: number,
  theta: number,
  scaling: RopeScaling,
): Pick<RopeSpec, "theta" | "scaling"> {
  const alpha = rules.alsoReads.includes("alpha") && scaling.type === "dynamic" ? positiveOf(block.alpha) : null;
  if (alpha === null || rotaryDim <= 2) return { theta, scaling };
  return { theta: theta * alpha ** (rotaryDim / (rotaryDim - 2)), scaling: { type: "default" } };
}

/** Only a split that adds up to the pairs is one. */
function mropeSectionOf(value: JsonValue, rules: ModelTypeRules, rotaryDim: number): readonly number[] | null {
  const list = Array.isArray(value) ? value.map(numberOf).filter((size) => size !== null) : rules.mropeSection;
  if (list === null || list.length === 0) return null;
  return list.reduce((sum, size) => sum + size, 0) === rotaryDim / 2 ? list : null;
}

/** Whether the formulas take the values: the guarantee that every spec handed on gives finite frequencies. */
function isComputable(spec: RopeSpec): boolean {
  try {
    // A long text takes longrope's other list.
    for (const sequenceLength of [Number.MAX_SAFE_INTEGER, 1]) frequencies(spec, sequenceLength);
    return true;
  } catch (error) {
    if (error instanceof RopeParameterError) return false;
    throw error;
  }
}
