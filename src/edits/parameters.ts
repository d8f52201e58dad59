/** From a scaling to the keys of a config in its dialect. */

import { pointerKeys } from "../config/json-pointer.ts";
import { languageTypeOf } from "../config/language-type.ts";
import type { ConfigSnapshot, Dialect, JsonObject, JsonValue, ModelConfig, RopeEntry } from "../config/model.ts";
import { rulesOf } from "../config/model-types.ts";
import { isObject } from "../config/plain-value.ts";
import { YARN_DEFAULTS } from "../rope/scaling/yarn.ts";
import type { WrittenRope } from "../rope/strategies/strategy.ts";
import { lengthKeyOf, thetaKeyOf } from "./keys.ts";

export interface ParameterOptions {
  readonly dialect: Dialect;
  /** Write the original length at top level too: TGI and ExLlamaV2 read it only there. */
  readonly topLevelOriginal: boolean;
  /** The short list is ones: short inputs stay as pretrained where the framework switches lists. */
  readonly keepShort: boolean;
}

export interface Parameters {
  /** Every key to set in the object at the model's path. null values take effect as "no block". */
  readonly set: JsonObject;
  /** Keys that would contradict what is set. */
  readonly remove: readonly string[];
}

/** Keys of an existing block that are not part of the scaling and stay. */
const KEPT_IN_BLOCK = ["mrope_section", "mrope_interleaved", "partial_rotary_factor"] as const;

/** The object that holds the model's RoPE keys; null when the path leads nowhere. */
export function objectAt(snapshot: ConfigSnapshot, pointer: string): JsonObject | null {
  let current: JsonObject | null = snapshot.value;
  for (const key of pointerKeys(pointer)) {
    const next: JsonValue | undefined = current?.[key];
    current = isObject(next) ? next : null;
  }
  return current;
}

/** @param config the object at the model's path */
export function parametersOf(
  config: JsonObject,
  model: ModelConfig,
  entry: RopeEntry,
  written: WrittenRope,
  options: ParameterOptions,
): Parameters {
  const set: JsonObject = { [lengthKeyOf(config)]: written.maxPositionEmbeddings };
  const type = model.languageModelType;
  if (type !== null && !READS_OTHER_LENGTH.has(type)) {
    set.max_position_embeddings = written.maxPositionEmbeddings;
  }
  const block = withBetas(blockOf(written, options), model);
  if (needsHeadDim(written, config, model)) set.head_dim = entry.spec.headDim;
  if (options.topLevelOriginal && block?.original_max_position_embeddings !== undefined) {
    set.original_max_position_embeddings = block.original_max_position_embeddings;
  }
  // A block that stays as it is stays in its dialect too.
  const dialect = written.block === "keep" ? model.dialect : options.dialect;
  return dialect === "v5"
    ? v5(set, config, model, entry, written, block)
    : v4(set, config, model, entry, written, block);
}

/** The block's own keys; null when there is none or the file's stays. */
function blockOf(written: WrittenRope, options: ParameterOptions): JsonObject | null {
  if (written.block === null || written.block === "keep") return null;
  const block: JsonObject = {};
  for (const [key, value] of written.block) {
    if (typeof value === "object") {
      block[key] = options.keepShort && key === "short_factor" ? value.map(() => 1) : [...value];
    } else block[key] = value;
  }
  return block;
}

/** Types whose window has another name, as that of a type that nobody knows may have; all others read max_position_embeddings alone. */
const READS_OTHER_LENGTH = new Set(["chatglm", "codegen", "dbrx", "gptj", "qwen"]);

/** Types for which some release multiplies head_dim without asking whether it is there; linear and llama3 do without it. */
const NEED_HEAD_DIM = new Set(["mistral", "mixtral", "minimax", "hunyuan_v1_dense", "hunyuan_v1_moe"]);
const WITHOUT_HEAD_DIM = ["linear", "llama3"];

function needsHeadDim({ block }: WrittenRope, config: JsonObject, model: ModelConfig): boolean {
  if (block === null || !NEED_HEAD_DIM.has(languageTypeOf(model)) || (config.head_dim ?? null) !== null) return false;
  return (
    block === "keep" || !block.some(([key, value]) => key === "rope_type" && WITHOUT_HEAD_DIM.includes(`${value}`))
  );
}

/**
 * Language models for whose files without a theta frameworks, or releases of one, take different ones, or raise: with a block in
 * rope_scaling where they had none, or as the file is. test/unit/edits/open-theta.test.ts holds it to what was measured of them.
 */
export const THETA_DIFFERS: ReadonlySet<string> = new Set([
  "bitnet",
  "cohere",
  "cohere2",
  "exaone_moe",
  "falcon_h1",
  "glm4_moe_lite",
  "gptj",
  "hy_v3",
  "kyutai_speech_to_text",
  "minicpm",
  "minimax_m2",
  "ministral3",
  "mixtral",
  "muse_glimmer_text",
  "muse_spark_text",
  "olmo3",
  "persimmon",
  "phimoe",
  "qwen2",
  "qwen2_5_vl",
  "qwen2_5_vl_text",
  "qwen2_moe",
  "qwen3_vl_moe_text",
  "qwen3_vl_text",
  "smollm3",
  "solar_open",
  "starcoder2",
]);

/** The block is computed for one theta, which the file then has to state. */
function leavesThetaOpen(config: JsonObject, model: ModelConfig): boolean {
  const type = languageTypeOf(model);
  if (!THETA_DIFFERS.has(type)) return false;
  const { rope_scaling: block } = config;
  const keys = rulesOf(type)?.thetaKeys ?? [];
  return (
    ["rope_theta", ...keys].every((key) => config[key] === undefined) && !(isObject(block) && "rope_theta" in block)
  );
}

/** Model types whose yarn block needs both betas: vLLM's gpt-oss looks them up and raises KeyError (0.33.0, gpt_oss.py). */
const NEEDS_BETAS = new Set(["gpt_oss"]);

/** The betas that a block leaves to their defaults, written out where a framework needs them. */
function withBetas(block: JsonObject | null, model: ModelConfig): JsonObject | null {
  if (block?.rope_type !== "yarn" || !NEEDS_BETAS.has(languageTypeOf(model))) return block;
  const { betaFast, betaSlow } = YARN_DEFAULTS;
  return { ...block, beta_fast: block.beta_fast ?? betaFast, beta_slow: block.beta_slow ?? betaSlow };
}

function v4(
  set: JsonObject,
  config: JsonObject,
  model: ModelConfig,
  entry: RopeEntry,
  written: WrittenRope,
  block: JsonObject | null,
): Parameters {
  const remove: string[] = [];
  const hadBlock = isObject(config.rope_scaling);
  if (block !== null) set.rope_scaling = { ...block, ...keptKeys(config.rope_scaling) };
  else if (written.block === null && hasScaledBlockOfItsOwn(model)) {
    set.rope_scaling = { rope_type: "default", ...keptKeys(config.rope_scaling) };
  } else if (written.block === null && hadBlock) {
    const kept = keptKeys(config.rope_scaling);
    set.rope_scaling = "mrope_section" in kept ? { rope_type: "default", ...kept } : null;
  }
  // rope_scaling replaces rope_parameters whole, its theta included, so the theta has to stand beside it.
  const fromV5 = model.dialect === "v5" && "rope_parameters" in config;
  if (fromV5 && written.block !== "keep") remove.push("rope_parameters");
  if (written.theta !== entry.spec.theta || fromV5 || leavesThetaOpen(config, model))
    set[thetaKeyOf(config, model.modelType)] = written.theta;
  return { set, remove };
}

function v5(
  set: JsonObject,
  config: JsonObject,
  model: ModelConfig,
  entry: RopeEntry,
  written: WrittenRope,
  block: JsonObject | null,
): Parameters {
  const remove: string[] = [];
  const whole = isObject(config.rope_parameters) ? config.rope_parameters : {};
  const nested = entry.layerType !== null && (isObject(whole[entry.layerType]) || entry.blockPointer === null);
  const own = nested && entry.layerType !== null ? whole[entry.layerType] : whole;
  const base =
    written.block === "keep" && isObject(own) ? own : { ...(block ?? { rope_type: "default" }), ...keptKeys(own) };
  const made: JsonObject = { ...base, rope_theta: written.theta };
  set.rope_parameters = nested && entry.layerType !== null ? { ...whole, [entry.layerType]: made } : made;
  const beside = thetaKeyOf(config, model.modelType);
  if ("rope_scaling" in config) {
    // A non-empty rope_scaling would replace rope_parameters whole; an empty one says nothing.
    remove.push("rope_scaling");
    if (beside in config) remove.push(beside);
  } else if (!nested && beside in config && config[beside] !== written.theta) {
    // transformers 5 prefers the block's theta, mlx-lm the one beside it.
    set[beside] = written.theta;
  }
  return { set, remove };
}

/** Without a block, transformers 5 takes that of the class (gpt-oss, Ministral 3): only an explicit one means no scaling. */
function hasScaledBlockOfItsOwn({ languageModelType }: ModelConfig): boolean {
  const own = languageModelType === null ? null : rulesOf(languageModelType)?.block;
  return isObject(own ?? undefined) && own?.rope_type !== "default";
}

function keptKeys(block: JsonValue | undefined): JsonObject {
  const kept: JsonObject = {};
  if (!isObject(block)) return kept;
  for (const key of KEPT_IN_BLOCK) {
    const value = block[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}
