/** From a scaling to the keys of a config in its dialect. */

import { pointerKeys } from "../config/json-pointer.ts";
import type { ConfigSnapshot, Dialect, JsonObject, JsonValue, ModelConfig, RopeEntry } from "../config/model.ts";
import { isObject } from "../config/plain-value.ts";
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
  const block = withBetas(blockOf(written, options), model);
  if (options.topLevelOriginal && block?.original_max_position_embeddings !== undefined) {
    set.original_max_position_embeddings = block.original_max_position_embeddings;
  }
  return options.dialect === "v5"
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

/** Model types whose yarn block needs both betas: vLLM's gpt-oss looks them up and raises KeyError (0.33.0, gpt_oss.py). */
const NEEDS_BETAS = new Set(["gpt_oss"]);

/** The betas that a block leaves to their defaults, written out where a framework needs them. */
function withBetas(block: JsonObject | null, model: ModelConfig): JsonObject | null {
  if (block?.rope_type !== "yarn" || !NEEDS_BETAS.has(model.languageModelType ?? model.modelType ?? "")) return block;
  return { ...block, beta_fast: block.beta_fast ?? 32, beta_slow: block.beta_slow ?? 1 };
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
  else if (written.block === null && hadBlock) {
    const kept = keptKeys(config.rope_scaling);
    set.rope_scaling = "mrope_section" in kept ? { rope_type: "default", ...kept } : null;
  }
  // rope_scaling replaces rope_parameters whole, its theta included, so the theta has to stand beside it.
  const fromV5 = model.dialect === "v5" && "rope_parameters" in config;
  if (fromV5 && written.block !== "keep") remove.push("rope_parameters");
  if (written.theta !== entry.spec.theta || fromV5) set[thetaKeyOf(config, model.modelType)] = written.theta;
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
  if ("rope_scaling" in config) {
    // A non-empty rope_scaling would replace rope_parameters whole; an empty one says nothing.
    remove.push("rope_scaling");
    const theta = thetaKeyOf(config, model.modelType);
    if (theta in config) remove.push(theta);
  }
  return { set, remove };
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
