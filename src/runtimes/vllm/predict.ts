/** vLLM: from a config.json to the rotation that its model file builds, and the window that it derives. */
import type { Rotation } from "../formulas/common.ts";
import type { PredictorInput } from "../predictors.ts";
import { compare, divide } from "../python/arithmetic.ts";
import { keyError, Raised, valueError } from "../python/raised.ts";
import { float, int, isDict, numeric, type PyDict, type PyValue, str, truthy } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import { Report } from "../report.ts";
import type { Source } from "../runtime.ts";
import { type GetRope, plainRope, statedOr } from "../serving/get-rope.ts";
import { checkSharedHeads, headSizeOf } from "../serving/heads.ts";
import { flatBlock, type LoadedConfig, loadConfig, type ReadAs, readAs } from "../serving/load.ts";
import { type ServedModel, servedModel, shareIsKnown, takesDualChunks } from "../serving/models.ts";
import { transformersOf } from "../serving/transformers-release.ts";
import { headAttributes } from "../transformers/head-sizes.ts";
import { nestedKeys } from "../transformers/parameters-v5.ts";
import { partOf } from "../transformers/rotary-size.ts";
import { runTransformers } from "../transformers/run.ts";
import { ignoreUnread } from "../unread-keys.ts";
import { patchLegacyTypes } from "./legacy-types.ts";
import { deriveLength } from "./length.ts";
import { refuseMixedWindows } from "./mixed-windows.ts";
import { VLLM_MODELS } from "./models.ts";
import { deepseekRotation, gptOssRotation, ropeByType, type Started } from "./rope-types.ts";

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

/** 0.11.0 loads these with its own DeepseekV3Config, which checks nothing (transformers_utils/config.py:69-70). */
const OWN_CLASSES = ["deepseek_v3", "deepseek_v32"];

/** _CONFIG_REGISTRY of transformers_utils/config.py. */
const READ_AS: ReadAs = { deepseek_v32: ["0.11.0", "deepseek_v3"], kimi_k2: ["0.28.0", "deepseek_v3"] };

/** get_hf_text_config: a text_config that the class of the file has no class for stays a dict, without attributes. */
function refusePlainTextConfig(document: PyDict, { language }: LoadedConfig): void {
  if (language.path.length > 0 || (document.get("text_config") ?? null) === null) return;
  throw valueError(
    "The text_config extracted from the model config does not have `num_attention_heads` attribute. This indicates a mismatch between the model config and vLLM's expectations. Please ensure that the model config is compatible with vLLM.",
  );
}

/** false where vLLM's file for the model type was not read. */
export function predictVllm({ document, release, sequenceLength, maxLength, report }: PredictorInput): boolean {
  const config = inModelConfig(release, () => {
    const ownClasses = atLeast(release, "0.11.0") ? OWN_CLASSES : [];
    const loaded = loadConfig(readAs(document, READ_AS, release), transformersOf("vllm", release), report, ownClasses);
    if (loaded === null) return null;
    const patched = patchLegacyTypes(loaded, release);
    refusePlainTextConfig(document, loaded);
    return patched;
  });
  if (config === null) return false;
  const { language } = config;
  const whole = servedModel(VLLM_MODELS, str(document.get("model_type")), release);
  const composite = language.path.length > 0;
  if (composite && whole === null) return false;
  // The architecture, hence the model file, is that of the type in the file, as whichever type its config is read.
  const model = (composite ? null : whole) ?? servedModel(VLLM_MODELS, language.modelType, release);
  if (model === null || !isRead(model, config, release)) return false;
  report.cite(sourceOf(model, language.modelType));
  const length = inModelConfig(release, () => deriveLength(config, release, maxLength));
  report.derivedMaxLength = length;
  refuseMixedWindows(config.attributes, model, release);
  checkSharedHeads(config.attributes, model);
  if (model.kind === "transformers") return runBackend(document, release, sequenceLength, report);
  const engine = { config, model, release, length, sequenceLength };
  if (model.kind === "layers") pushLayers(engine, report);
  else report.ropes.push({ layerType: null, ...rotationOf(engine, withTopOriginal(engine), thetaOf(config)) });
  if (model.kind === "plain" && isDict(config.block)) ignoreUnread(config.block, ["rope_theta"], report);
  noteIgnored(config, release, report);
  return true;
}

/** Until then vLLM has a configuration class of its own, which was not read. */
const NEMOTRON_BY_TRANSFORMERS = "0.33.0";

/** Where transformers makes a block a layer type, what a file for one block makes of that was not read. */
function isRead(model: ServedModel, { attributes, language, v5 }: LoadedConfig, release: string): boolean {
  const { kind } = model;
  if (kind === "own" || kind === "absent") return false;
  if (language.modelType === "nemotron" && below(release, NEMOTRON_BY_TRANSFORMERS)) return false;
  if (!v5) return shareIsKnown(model, attributes.file);
  return kind !== "block" || attributes.family.layered === undefined;
}

/** Packages of their own are named from the root. */
function sourceOf({ file, lines, since }: ServedModel, modelType: string): Source {
  const name = file ?? modelType;
  const path = name.startsWith("vllm/") ? name : `vllm/model_executor/models/${name}`;
  return { file: `${path}.py`, lines: lines ?? "get_rope", release: since, how: "read" };
}

/**
 * The model of transformers itself, its rotary embedding included; vLLM replaces linear layers and attention.
 * false where transformers fails after the rotation is made: in what vLLM replaces.
 */
function runBackend(document: PyDict, release: string, sequenceLength: number | null, report: Report): boolean {
  const run = new Report();
  try {
    if (!runTransformers(document, transformersOf("vllm", release), sequenceLength, run)) return false;
  } catch (error) {
    if (run.ropes.length > 0) return false;
    throw error;
  }
  report.ropes.push(...run.ropes);
  for (const key of [...report.ignoredKeys]) if (!run.ignoredKeys.includes(key)) report.read(key);
  return true;
}

interface Engine extends Started {
  readonly config: LoadedConfig;
  readonly model: ServedModel;
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

function thetaOf({ block, attributes, v5 }: LoadedConfig): PyValue | undefined {
  if (v5) return thetaOfBlock(isDict(block) ? block : new Map());
  const { thetaKey, theta } = attributes.family;
  if (typeof thetaKey === "string" && attributes.file.has(thetaKey)) return attributes.file.get(thetaKey);
  return float(theta ?? 10000);
}

/** 10000 where the key is missing, not where it is null. */
function thetaOfBlock(block: PyDict): PyValue | undefined {
  return block.has("rope_theta") ? block.get("rope_theta") : float(10000);
}

/** One RoPE a layer type (Gemma 3). */
function pushLayers({ config, ...engine }: Engine, report: Report): void {
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
      const rotation = rotationOf({ config, ...engine }, flatBlock(inner), thetaOfBlock(inner), layerType);
      report.ropes.push({ layerType, ...rotation });
    }
    return;
  }
  const [key, byDefault] = attributes.family.localTheta ?? [];
  const local = typeof key === "string" ? (attributes.file.get(key) ?? float(Number(byDefault))) : float(10000);
  const full = rotationOf({ config, ...engine }, blockOf(config), thetaOf(config));
  report.ropes.push({ layerType: "full_attention", ...full });
  report.ropes.push({ layerType: "sliding_attention", ...rotationOf({ config, ...engine }, null, local) });
}

function rotationOf(
  engine: Engine,
  block: PyDict | null,
  base: PyValue | undefined,
  layerType: string | null = null,
): Rotation {
  const { config, model, release } = engine;
  const attributes = headAttributes(config.attributes, config.language.modelType, layerType);
  const headSize = headSizeOf(attributes, model);
  const rope: GetRope = {
    block: block ?? new Map(),
    headSize,
    rotaryDim: rotaryDimOf(engine, block, headSize),
    base,
    maxPosition: statedOr(attributes.get("max_position_embeddings"), int(8192)),
    interleaved: model.interleaved === true,
  };
  if (takesDualChunks(attributes.file, model) && atLeast(release, "0.10.0")) return plainRope(rope);
  if (model.kind === "plain") return plainRope(rope);
  if (model.kind === "deepseek") return deepseekRotation(rope, block, release);
  if (model.kind === "gpt_oss") return gptOssRotation(rope, release);
  if (block === null) return plainRope(rope);
  const type = block.get("rope_type");
  return ropeByType(engine, rope, type === undefined && config.v5 ? "default" : type);
}

/** `rope_dim` of the block, else the rotating share of the head. */
function rotaryDimOf(engine: Engine, block: PyDict | null, headSize: number): number {
  const given = numeric(block?.get("rope_dim"));
  if (engine.config.v5 && given !== null && given !== 0) return given;
  return partOf(int(headSize), shareOf(engine, block));
}

/** Other names that vLLM reads the rotating share by, where partial_rotary_factor is not stated. */
const SHARE_KEYS = ["rotary_pct", "rotary_emb_fraction"];

/** partial_rotary_factor: in the block since 0.13; before that the files that hand it on read it beside the block. */
function shareOf({ config, model }: Engine, block: PyDict | null): PyValue {
  const { attributes, v5 } = config;
  if (model.file === "gpt_j") {
    const { rotaryDim } = attributes.family;
    const given = attributes.get("rotary_dim") ?? (typeof rotaryDim === "number" ? int(rotaryDim) : null);
    return divide(given, attributes.shapeHead());
  }
  if (v5) {
    const named = SHARE_KEYS.map((key) => attributes.get(key)).find((value) => (value ?? null) !== null);
    const share = block?.get("partial_rotary_factor") ?? named ?? float(1);
    if (compare(share, "<=", float(0)) || compare(share, ">", float(1))) {
      throw valueError(`partial_rotary_factor=${str(share)} must be between 0.0 and 1.0`);
    }
    return share;
  }
  const [shareKey, byDefault] = attributes.family.partial ?? [];
  const own = shareKey === "partial_rotary_factor" && typeof byDefault === "number" ? byDefault : 1;
  const given = attributes.get("partial_rotary_factor") ?? float(own);
  const read = model.partial === true && compare(given, "<", float(1));
  return read ? given : float(1);
}

/** Keys that this release does not read. */
function noteIgnored({ block }: LoadedConfig, release: string, report: Report): void {
  if (!isDict(block)) return;
  const unread = atLeast(release, "0.30.0") ? ["attn_factor"] : ["attention_factor", "mscale", "mscale_all_dim"];
  if (block.get("rope_type") === "longrope") unread.push("attention_factor", "factor");
  for (const key of unread) if (block.has(key)) report.ignore(key);
}
