/** vLLM: from a config.json to the rotation that its model file builds, and the window that it derives. */
import models from "../data/vllm-models.json" with { type: "json" };
import type { Rotation } from "../formulas/common.ts";
import { yarnMagnitude } from "../formulas/yarn.ts";
import type { PredictorInput } from "../predictors.ts";
import { compare, log, multiply } from "../python/arithmetic.ts";
import { keyError, Raised, valueError } from "../python/raised.ts";
import { float, int, isDict, numeric, type PyDict, type PyValue, str, truthy } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import {
  checkSections,
  deepseekFactor,
  dynamicRope,
  type GetRope,
  linearRope,
  llama3Rope,
  longRope,
  ntkRope,
  plainRope,
  proportionalRope,
  requiredKey,
  stretchedRope,
  unknownType,
  yarnRope,
} from "../serving/get-rope.ts";
import { flatBlock, type LoadedConfig, loadConfig, standardiseAgain } from "../serving/load.ts";
import { type ServedModel, servedModel } from "../serving/models.ts";
import { nestedKeys } from "../transformers/parameters-v5.ts";
import { partOf } from "../transformers/rotary-size.ts";
import { deriveLength } from "./length.ts";

/** The transformers release that a vLLM release was run with; a later vLLM has the next one. */
function transformersOf(release: string): string {
  if (below(release, "0.8.0")) return "4.45.2";
  if (below(release, "0.11.0")) return "4.51.3";
  return below(release, "0.13.0") ? "4.57.6" : "5.24.0";
}

/** Errors while ModelConfig is made come wrapped since it is a pydantic class. */
function inModelConfig<T>(release: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const wrapped = error instanceof Raised && ["ValueError", "AssertionError"].includes(error.exception);
    if (!wrapped || below(release, "0.10.0")) throw error;
    throw new Raised("ValidationError", `1 validation error for ModelConfig\n  Value error, ${error.message}`);
  }
}

/** false where vLLM's file for the model type was not read. */
export function predictVllm({ document, release, sequenceLength, maxLength, report }: PredictorInput): boolean {
  const config = inModelConfig(release, () => {
    const loaded = loadConfig(document, transformersOf(release), report);
    return loaded === null ? null : patch(loaded, release);
  });
  if (config === null) return false;
  const { language } = config;
  const model = servedModel(models, language.modelType, release);
  const known = model !== null && model.kind !== "own" && model.kind !== "absent";
  if (!known || (language.path.length > 0 && servedModel(models, str(document.get("model_type")), release) === null))
    return false;
  report.cite({
    file: `vllm/model_executor/models/${model.file ?? language.modelType}.py`,
    lines: model.lines ?? "get_rope",
    release: model.since,
    how: "read",
  });
  const length = inModelConfig(release, () => deriveLength(config, release, maxLength));
  report.derivedMaxLength = length;
  const engine = { config, model, release, length, sequenceLength };
  if (model.kind === "layers") pushLayers(engine, report);
  else report.ropes.push({ layerType: null, ...rotationOf(engine, withTopOriginal(engine), thetaOf(config, model)) });
  noteIgnored(config, release, report);
  return true;
}

interface Engine {
  readonly config: LoadedConfig;
  readonly model: ServedModel;
  readonly release: string;
  /** The window that the engine starts with. */
  readonly length: number;
  readonly sequenceLength: number | null;
}

/** Older spellings of types become the present ones; conflicts and blocks without a type raise. */
function patch(config: LoadedConfig, release: string): LoadedConfig {
  const { block, labels, v5 } = config;
  if (!isDict(block)) return config;
  const nested = v5 ? nestedKeys(block, labels) : [];
  if (nested.length === 0) {
    if (v5 && block.size === 0) return config;
    const patched = { ...config, block: patchBlock(block, v5) };
    if (v5) standardiseAgain(patched);
    return patched;
  }
  for (const key of nested) {
    const inner = block.get(key);
    if (block instanceof Map && isDict(inner)) block.set(key, patchBlock(inner, v5));
  }
  if (atLeast(release, "0.13.0")) standardiseAgain(config);
  return config;
}

function patchBlock(block: PyDict, v5: boolean): PyDict {
  const [type, legacy] = [block.get("rope_type"), block.get("type")];
  const synonyms = (legacy === "su" && type === "longrope") || (legacy === "mrope" && type === "default");
  if (type !== undefined && legacy !== undefined && type !== legacy && !(v5 && synonyms)) {
    throw valueError(
      `Found conflicts between 'rope_type=${str(type)}' (modern field) and 'type=${str(legacy)}' (legacy field). You should only specify one of them.`,
    );
  }
  const named = type ?? legacy;
  if (named === undefined) {
    if (v5) return block;
    throw valueError("rope_scaling should have a 'rope_type' key");
  }
  if (named === "su") return new Map(block).set("rope_type", "longrope");
  if (named === "mrope") {
    if (!block.has("mrope_section")) {
      if (v5) throw valueError("Legacy rope_type 'mrope' requires 'mrope_section' in rope_parameters");
      throw new Raised("AssertionError", "");
    }
    return new Map(block).set("rope_type", "default");
  }
  if (named === "telechat3-yarn" && v5) {
    const factor = block.get("factor");
    if (factor === undefined) throw keyError("factor");
    return new Map(block).set("rope_type", "yarn").set("attention_factor", float(0.07 * log(factor) + 1));
  }
  return new Map(block).set("rope_type", named);
}

/** Flat: a nested block cannot be a key of get_rope's cache. */
function blockOf({ block }: LoadedConfig): PyDict | null {
  return isDict(block) && block.size > 0 ? flatBlock(block) : null;
}

/** With transformers 4, the Llama file puts a top-level original length into the block (Phi-3). */
function withTopOriginal({ config, model }: Engine): PyDict | null {
  const block = blockOf(config);
  const original = config.attributes.get("original_max_position_embeddings");
  if (config.v5 || block === null || model.file !== "llama" || !truthy(original) || original === undefined)
    return block;
  return new Map(block).set("original_max_position_embeddings", original);
}

function thetaOf({ block, attributes, v5 }: LoadedConfig, model: ServedModel): PyValue | undefined {
  if (v5) return isDict(block) ? (block.get("rope_theta") ?? float(10000)) : float(10000);
  const { thetaKey, theta } = attributes.family;
  const given = typeof thetaKey === "string" ? attributes.file.get(thetaKey) : undefined;
  return given ?? float(model.kind === "absent" ? 10000 : (theta ?? 10000));
}

/** One RoPE a layer type (Gemma 3). */
function pushLayers({ config, ...engine }: Engine, report: PredictorInput["report"]): void {
  const { block, attributes, v5 } = config;
  if (v5) {
    const kinds =
      config.labels.length === 0
        ? nestedKeys(isDict(block) ? block : new Map(), [])
        : [...new Set(config.labels)].sort();
    for (const layerType of kinds) {
      const inner = isDict(block) ? block.get(layerType) : undefined;
      if (inner === undefined) throw keyError(layerType);
      if (!isDict(inner)) continue;
      const rotation = rotationOf({ config, ...engine }, flatBlock(inner), inner.get("rope_theta") ?? float(10000));
      report.ropes.push({ layerType, ...rotation });
    }
    return;
  }
  const [key, byDefault] = attributes.family.localTheta ?? [];
  const local = typeof key === "string" ? (attributes.file.get(key) ?? float(Number(byDefault))) : float(10000);
  const full = rotationOf({ config, ...engine }, blockOf(config), thetaOf(config, engine.model));
  report.ropes.push({ layerType: "full_attention", ...full });
  report.ropes.push({ layerType: "sliding_attention", ...rotationOf({ config, ...engine }, null, local) });
}

function rotationOf(engine: Engine, block: PyDict | null, base: PyValue | undefined): Rotation {
  const { config, model, release } = engine;
  const { attributes } = config;
  const headSize = headSizeOf(attributes, model);
  const rope: GetRope = {
    block: block ?? new Map(),
    headSize,
    rotaryDim: partOf(int(headSize), shareOf(engine, block)),
    base,
    maxPosition: attributes.get("max_position_embeddings") ?? int(8192),
    interleaved: model.interleaved === true,
  };
  if (attributes.file.has("dual_chunk_attention_config")) return plainRope(rope);
  if (model.kind === "deepseek") return deepseekRotation(rope, block, release);
  if (model.kind === "gpt_oss") return gptOssRotation(rope, release);
  if (block === null) return plainRope(rope);
  return byType(engine, rope, block.get("rope_type") ?? (config.v5 ? "default" : undefined));
}

function headSizeOf(attributes: LoadedConfig["attributes"], model: ServedModel): number {
  const latent = model.kind === "deepseek" || attributes.family.qkRope !== undefined;
  const given = latent ? attributes.get("qk_rope_head_dim") : attributes.get("head_dim");
  return numeric(truthy(given) ? given : attributes.shapeHead()) ?? 0;
}

/** partial_rotary_factor: in the block since 0.13; before that the Llama file alone reads it, since 0.8. */
function shareOf({ config, model, release }: Engine, block: PyDict | null): PyValue {
  const inBlock = block?.get("partial_rotary_factor") ?? float(1);
  const given = config.attributes.get("partial_rotary_factor") ?? float(1);
  const share = config.v5 ? inBlock : model.file === "llama" && atLeast(release, "0.8.0") ? given : float(1);
  if (config.v5 && (compare(share, "<=", float(0)) || compare(share, ">", float(1)))) {
    throw valueError(`partial_rotary_factor=${str(share)} must be between 0.0 and 1.0`);
  }
  return share;
}

function byType(engine: Engine, rope: GetRope, type: PyValue | undefined): Rotation {
  const { release } = engine;
  const { block } = rope;
  if (type === undefined) throw keyError("rope_type");
  switch (type) {
    case "default":
      checkSections(rope);
      return plainRope(rope);
    case "linear":
      return linearRope(rope, requiredKey(block, "factor"));
    case "ntk":
      if (below(release, "0.11.0")) throw unknownType(type);
      return ntkRope(rope, requiredKey(block, "factor"), block.get("mixed_b"));
    case "dynamic":
      return dynamicRotation(rope, release);
    case "llama3":
      return llama3Rope(rope, (key) => requiredKey(block, key));
    case "yarn":
      return yarnRotation(rope, release);
    case "deepseek_yarn":
    case "deepseek_llama_scaling":
      return deepseekYarn(rope, release);
    case "longrope":
      return longRope(rope, requiredKey(block, "original_max_position_embeddings"), usesLongList(engine, block));
    case "proportional":
      if (below(release, "0.13.0")) throw unknownType(type);
      return proportionalRope(rope);
    default:
      throw unknownType(type);
  }
}

/** Since 0.11.1 by the window that the engine starts with, before by the lengths in the batch. */
function usesLongList({ release, length, sequenceLength }: Engine, block: PyDict): boolean {
  const original = block.get("original_max_position_embeddings");
  const asked = atLeast(release, "0.11.1") ? length : (sequenceLength ?? 1);
  return compare(int(asked), ">", original);
}

function dynamicRotation(rope: GetRope, release: string): Rotation {
  const { block, maxPosition } = rope;
  const alpha = block.get("alpha");
  if (alpha !== undefined && atLeast(release, "0.11.0")) return stretchedRope(rope, multiply(alpha, float(1)).value);
  const factor = block.get("factor");
  if (factor === undefined) {
    if (below(release, "0.11.0")) throw keyError("factor");
    throw valueError("Dynamic rope scaling must contain either 'alpha' or 'factor' field");
  }
  if (atLeast(release, "0.22.0")) {
    return dynamicRope(rope, factor, maxPosition, block.get("max_trained_positions") ?? maxPosition);
  }
  return dynamicRope(rope, factor, multiply(factor, maxPosition), maxPosition);
}

function yarnRotation(rope: GetRope, release: string): Rotation {
  const { block } = rope;
  const factor = requiredKey(block, "factor");
  const original = requiredKey(block, "original_max_position_embeddings");
  checkSections(rope);
  return yarnRope(rope, factor, original, truncates(block, release), yarnFactor(block, factor, release));
}

/** The ramp's ends are rounded; since 0.12 the block can say otherwise. */
function truncates(block: PyDict, release: string): boolean {
  return below(release, "0.12.0") || truthy(block.get("truncate") ?? true);
}

function yarnFactor(block: PyDict, factor: PyValue, release: string): number {
  if (atLeast(release, "0.30.0")) {
    const given = block.get("attention_factor");
    if (given !== undefined && given !== null) return multiply(given, float(1)).value;
    const [mscale, all] = [block.get("mscale"), block.get("mscale_all_dim")];
    const pair = truthy(mscale) && truthy(all);
    return pair ? yarnMagnitude(factor, mscale) / yarnMagnitude(factor, all) : yarnMagnitude(factor);
  }
  const attn = multiply(block.get("attn_factor") ?? int(1), float(1)).value;
  const applies = below(release, "0.11.1") || truthy(block.get("apply_yarn_scaling") ?? true);
  return applies ? yarnMagnitude(factor) * attn : attn;
}

function deepseekYarn(rope: GetRope, release: string): Rotation {
  const { block } = rope;
  const factor = requiredKey(block, "factor");
  const original = requiredKey(block, "original_max_position_embeddings");
  return yarnRope(rope, factor, original, true, deepseekFactor(block, factor, below(release, "0.30.0")));
}

/** DeepSeek models turn every scaled type into their yarn. */
function deepseekRotation(rope: GetRope, block: PyDict | null, release: string): Rotation {
  return block === null || block.get("rope_type") === "default" ? plainRope(rope) : deepseekYarn(rope, release);
}

/** gpt-oss builds a yarn block of its own from four keys of the file's. */
function gptOssRotation(rope: GetRope, release: string): Rotation {
  const { block } = rope;
  const factor = requiredKey(block, "factor");
  const original = requiredKey(block, "original_max_position_embeddings");
  requiredKey(block, "beta_fast");
  requiredKey(block, "beta_slow");
  return yarnRope(rope, factor, original, truncates(block, release), yarnMagnitude(factor));
}

/** Keys that this release does not read. */
function noteIgnored({ block }: LoadedConfig, release: string, report: PredictorInput["report"]): void {
  if (!isDict(block)) return;
  const unread = atLeast(release, "0.30.0") ? ["attn_factor"] : ["attention_factor", "mscale", "mscale_all_dim"];
  if (block.get("rope_type") === "longrope") unread.push("attention_factor", "factor");
  for (const key of unread) if (block.has(key)) report.ignore(key);
}
