/** SGLang: from a config.json to the rotation that its model file builds, and the window that it derives. */
import type { Rotation } from "../formulas/common.ts";
import { yarnMagnitude } from "../formulas/yarn.ts";
import type { PredictorInput } from "../predictors.ts";
import { compare, multiply } from "../python/arithmetic.ts";
import { assertionError, keyError, noAttribute, valueError } from "../python/raised.ts";
import { float, int, isDict, numeric, type PyDict, type PyValue, repr, str, truthy } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import type { Report } from "../report.ts";
import {
  checkSections,
  deepseekFactor,
  dynamicRope,
  type GetRope,
  linearRope,
  llama3Rope,
  longRope,
  plainRope,
  proportionalRope,
  requiredKey,
  statedOr,
  stretchedRope,
  unknownType,
  yarnRope,
} from "../serving/get-rope.ts";
import { checkSharedHeads, headSizeOf } from "../serving/heads.ts";
import { flatBlock, type LoadedConfig, loadConfig, type ReadAs, readAs } from "../serving/load.ts";
import { type ServedModel, servedModel, shareIsKnown, takesDualChunks } from "../serving/models.ts";
import { transformersOf } from "../serving/transformers-release.ts";
import { ropeInit } from "../transformers/rope-init.ts";
import { partOf, rotaryDim } from "../transformers/rotary-size.ts";
import { ignoreUnread } from "../unread-keys.ts";
import { deriveLength } from "./length.ts";
import { SGLANG_MODELS } from "./models.ts";

/** Model types whose layers have a RoPE a layer type. */
const LAYERED = new Set(["gemma3_text"]);

/** _CONFIG_REGISTRY of utils/hf_transformers/common.py. */
const READ_AS: ReadAs = { kimi_k2: ["0.5.23", "deepseek_v3"] };

/** The file hands one block to get_rope for all layers; what others make of blocks by layer type was not read. */
function isReadAsOne(model: ServedModel, { family, file }: LoadedConfig["attributes"]): boolean {
  const one = model.kind !== "own" && model.kind !== "layers" && family.layered === undefined;
  return one && (model.file === ROTARY_DIM_FILE || shareIsKnown(model, file));
}

/** Takes rotary_dim for the rotating part, the whole head without it. */
const ROTARY_DIM_FILE = "minimax_m2";

/** false where SGLang's file for the model type was not read. */
export function predictSglang({ document, release, sequenceLength, maxLength, report }: PredictorInput): boolean {
  const config = loadConfig(readAs(document, READ_AS, release), transformersOf("sglang", release), report);
  if (config === null) return false;
  const { language, attributes } = config;
  const model = servedModel(SGLANG_MODELS, language.modelType, release);
  const layered = LAYERED.has(language.modelType);
  const known = model !== null && model.kind !== "absent" && (layered || isReadAsOne(model, attributes));
  const whole =
    language.path.length === 0 ? model : servedModel(SGLANG_MODELS, str(document.get("model_type")), release);
  if (!known || whole === null) return false;
  if (attributes.family.partial !== undefined && model.partial !== true) return false;
  if (!plainText(document, config, release)) return false;
  report.cite({
    file: `python/sglang/srt/models/${model.file ?? language.modelType}.py`,
    lines: model.lines ?? "get_rope",
    release: model.since,
    how: "read",
  });
  report.derivedMaxLength = deriveLength(config, release, maxLength, report);
  const engine = { config, model, release, transformers: transformersOf("sglang", release), sequenceLength };
  checkSharedHeads(attributes, model);
  if (layered) pushLayers(engine, report);
  else report.ropes.push({ layerType: null, ...rotationOf(engine) });
  if (model.kind === "plain" && isDict(config.block)) ignoreUnread(config.block, ["rope_theta"], report);
  if (isDict(config.block) && config.block.has("attention_factor")) report.ignore("attention_factor");
  return true;
}

/** Types whose block is completed with the window as it is read. */
const COMPLETED = ["yarn", "longrope", "llama3"];

/**
 * get_hf_text_config: a text_config that the class of the file has no class for. It raises without num_attention_heads; with
 * it, newer releases take it for the language model, as nothing here was measured: false.
 */
function plainText(document: PyDict, { language }: LoadedConfig, release: string): boolean {
  const text = language.path.length > 0 ? null : (document.get("text_config") ?? null);
  if (text === null) return true;
  if (isDict(text) && atLeast(release, "0.5.10")) {
    if (text.has("num_attention_heads")) return false;
    const block = text.get("rope_scaling") ?? text.get("rope_parameters");
    const type = isDict(block) ? (block.get("rope_type") ?? block.get("type")) : undefined;
    if (typeof type === "string" && COMPLETED.includes(type) && !text.has("max_position_embeddings")) {
      throw noAttribute("PreTrainedConfig", "max_position_embeddings");
    }
  }
  throw assertionError();
}

interface Engine {
  readonly config: LoadedConfig;
  readonly model: ServedModel;
  readonly release: string;
  readonly transformers: string;
  readonly sequenceLength: number | null;
}

/** Gemma 3: transformers' own formulas for full attention, the plain ones for sliding layers. */
function pushLayers({ config, transformers }: Engine, report: Report): void {
  const { attributes, block, v5 } = config;
  const dict = isDict(block) ? block : null;
  const full = v5 ? (dict?.get("full_attention") ?? null) : dict;
  const sliding = v5 ? (dict?.get("sliding_attention") ?? null) : null;
  const own = isDict(full) ? full : new Map<string, PyValue>();
  const type = own.get("rope_type") ?? own.get("type") ?? "default";
  const theta = v5 ? own.get("rope_theta") : attributes.file.get("rope_theta");
  const localTheta = isDict(sliding) ? sliding.get("rope_theta") : attributes.file.get("rope_local_base_freq");
  const dim = rotaryDim(attributes, type, transformers, undefined);
  const base = theta ?? float(1000000);
  const rope: GetRope = { block: own, headSize: dim, rotaryDim: dim, base, maxPosition: undefined, interleaved: false };
  const input = {
    release: transformers,
    block: own,
    base,
    dim,
    maxPositionEmbeddings: attributes.get("max_position_embeddings"),
    topOriginal: attributes.get("original_max_position_embeddings"),
    outer: own,
  };
  const rotation = type === "default" ? plainRope(rope) : ropeInit(type, transformers)(input, null);
  report.ropes.push({ layerType: "full_attention", ...rotation });
  report.ropes.push({ layerType: "sliding_attention", ...plainRope({ ...rope, base: localTheta ?? float(10000) }) });
}

function rotationOf(engine: Engine): Rotation {
  const { config, model } = engine;
  const { attributes, v5 } = config;
  const block = blockOf(engine);
  const { thetaKey, theta } = attributes.family;
  const top = typeof thetaKey === "string" ? attributes.file.get(thetaKey) : undefined;
  const base = v5 ? (block?.get("rope_theta") ?? float(10000)) : (top ?? float(theta ?? 10000));
  const headSize = headSizeOf(attributes, model);
  const share = model.partial === true ? (attributes.file.get("partial_rotary_factor") ?? float(1)) : float(1);
  const ownDim = model.file === ROTARY_DIM_FILE ? numeric(attributes.get("rotary_dim")) : null;
  const rope: GetRope = {
    block: block ?? new Map(),
    headSize,
    rotaryDim: ownDim ?? partOf(int(headSize), share),
    base,
    maxPosition: statedOr(attributes.get("max_position_embeddings"), int(8192)),
    interleaved: model.interleaved === true,
  };
  if (block === null || dualChunks(engine)) return plainRope(rope);
  if (model.kind === "plain") return plainRope(rope);
  if (model.kind === "deepseek") return deepseekRotation(rope, engine.release);
  return byType(engine, rope);
}

/** Not in the releases on transformers 4. */
function dualChunks({ config, model, release }: Engine): boolean {
  return takesDualChunks(config.attributes.file, model) && atLeast(release, "0.5.10");
}

/** null: there is none. The Llama file puts a top-level original length into it. */
function blockOf({ config, model }: Engine): PyDict | null {
  const { block, attributes } = config;
  if (!isDict(block)) return null;
  const flat = flatBlock(block);
  const original = attributes.get("original_max_position_embeddings");
  if (model.file === "llama" && truthy(original) && original !== undefined) {
    flat.set("original_max_position_embeddings", original);
  }
  return flat;
}

/** Since the releases on transformers 5 a missing key has a default, with a warning. */
function read(rope: GetRope, release: string, key: string, byDefault: PyValue | undefined): PyValue {
  const value = rope.block.get(key);
  if (value !== undefined) return value;
  if (below(release, "0.5.10") || byDefault === undefined) throw keyError(key);
  return byDefault;
}

function byType({ release, sequenceLength }: Engine, rope: GetRope): Rotation {
  const { block, maxPosition } = rope;
  const type = block.has("rope_type") ? block.get("rope_type") : block.get("type");
  if (type === undefined) throw valueError(`Unknown RoPE scaling type, rope_scaling is ${repr(block)}`);
  const factor = (): PyValue => read(rope, release, "factor", float(1));
  const original = (): PyValue => read(rope, release, "original_max_position_embeddings", maxPosition);
  switch (type) {
    case "default":
      if (below(release, "0.5.0")) checkSections(rope); // Later ones stretch the sections until they fill the pairs.
      return plainRope(rope);
    case "linear":
      return linearRope(rope, factor());
    case "dynamic": {
      const alpha = block.get("alpha");
      const scale = factor();
      if (alpha !== undefined) return stretchedRope(rope, multiply(alpha, float(1)).value);
      return dynamicRope(rope, scale, multiply(scale, maxPosition), maxPosition);
    }
    case "llama3":
      return llama3Rope(rope, (key) => read(rope, release, key, llama3Default(key, maxPosition)));
    case "yarn":
      return yarnRotation(rope, release, factor(), original());
    case "deepseek_yarn":
      return deepseekYarn(rope, factor(), original());
    case "longrope": {
      requiredKey(block, "short_factor");
      requiredKey(block, "long_factor");
      return longRope(rope, original(), compare(int(sequenceLength ?? 1), ">", original()));
    }
    case "proportional":
      if (below(release, "0.5.10")) throw unknownType(type);
      return proportionalRope(rope);
    default:
      throw unknownType(type);
  }
}

function llama3Default(key: string, maxPosition: PyValue | undefined): PyValue | undefined {
  if (key === "original_max_position_embeddings") return maxPosition;
  return float(key === "high_freq_factor" ? 4 : 1);
}

function yarnRotation(rope: GetRope, release: string, factor: PyValue, original: PyValue): Rotation {
  const { block } = rope;
  const [mscale, all] = [block.get("mscale"), block.get("mscale_all_dim")];
  const pair = atLeast(release, "0.5.10") && (mscale ?? null) !== null && (all ?? null) !== null;
  const own = pair ? yarnMagnitude(factor, mscale) / yarnMagnitude(factor, all) : yarnMagnitude(factor);
  const attn = multiply(block.get("attn_factor") ?? int(1), float(1)).value;
  const truncate = below(release, "0.5.8") || truthy(block.get("truncate") ?? true);
  return yarnRope(rope, {
    factor,
    original,
    truncate,
    attentionFactor: own * attn,
    extrapolation: block.get("extrapolation_factor"),
  });
}

/** DeepSeek models turn every block into their yarn; on transformers 5 not the one of type default. */
function deepseekRotation(rope: GetRope, release: string): Rotation {
  const { block, maxPosition } = rope;
  if (block.size === 0) return plainRope(rope);
  if (block.get("rope_type") === "default" && atLeast(release, "0.5.10")) return plainRope(rope);
  const factor = read(rope, release, "factor", float(1));
  const original = read(rope, release, "original_max_position_embeddings", maxPosition);
  return deepseekYarn(rope, factor, original);
}

function deepseekYarn(rope: GetRope, factor: PyValue, original: PyValue): Rotation {
  const { block } = rope;
  return yarnRope(rope, {
    factor,
    original,
    truncate: true,
    attentionFactor: deepseekFactor(block, factor, true),
    extrapolation: block.get("extrapolation_factor"),
  });
}
