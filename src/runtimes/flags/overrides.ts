/** Frameworks that take config keys as JSON on the command line (vLLM, SGLang, lmdeploy): when that cannot be done. */
import * as l10n from "@vscode/l10n";
import { pointerKeys } from "../../config/json-pointer.ts";
import type { JsonObject } from "../../config/model.ts";
import { writtenForm } from "../strategy-block.ts";
import { type LaunchRequest, scaleOf } from "./request.ts";

/** Model files that read further keys of their block (mscale, beta_fast), which the override would have to repeat. */
const READ_FURTHER_KEYS = new Set(["deepseek_v2", "deepseek_v3", "deepseek_v32", "kimi_k2", "gpt_oss"]);

/** Why the strategy cannot be given as config keys, whatever the framework; null when it can. */
export function overrideObstacle(request: LaunchRequest): string | null {
  const { strategy, model, rope, block } = request;
  const form = writtenForm(strategy);
  if (form === "none") return l10n.t("there is no scaling to give; only the window would be longer");
  if (strategy === "longrope") return l10n.t("the lists stand in the file already; only its window would be longer");
  if (form === "dynamic") return l10n.t("dynamic was not tried as an override");
  if (rope.layerType !== null || model.ropes.length > 1) {
    return l10n.t("an override was not tried for models with a RoPE for each layer type");
  }
  if (READ_FURTHER_KEYS.has(model.modelType ?? "")) {
    return l10n.t("{0} reads further keys of its block, which an override would drop", model.modelType ?? "");
  }
  if (rope.spec.rotaryDim < rope.spec.headDim) {
    return l10n.t("an override was not tried for models in which only part of a head rotates");
  }
  if (rope.spec.mropeSection !== null) return l10n.t("an override was not tried for multimodal RoPE");
  if (block === null && form !== "theta") return l10n.t("the strategy has no block of its own here");
  return null;
}

/** Keys that only their own type reads, so that they may stay beside another one. */
const READ_BY_ONE_TYPE = new Set([
  "low_freq_factor",
  "high_freq_factor",
  "short_factor",
  "long_factor",
  "type",
  "rope_type",
  "rope_theta",
]);

/** Keys of the file's block that would stay, and count, where an override is merged into it. */
export function keysThatStay({ file }: LaunchRequest, block: JsonObject): string[] {
  return Object.keys(file.block ?? {}).filter((key) => !(key in block) && !READ_BY_ONE_TYPE.has(key));
}

/**
 * Why the window would stay below the target although max_position_embeddings is overridden; null when it would not.
 * vLLM takes the least of a file's length keys, SGLang the first of them.
 */
export function shorterWindow({ file, targetLength }: LaunchRequest): string | null {
  const others = Object.entries(file.windows).filter(([key]) => key !== "max_position_embeddings");
  const found = others.find(([, value]) => value < targetLength);
  return found === undefined ? null : l10n.t("the file also has {0} {1}, which is taken for the window", ...found);
}

/** The same where the file's window stays and is multiplied by the factor. */
export function multipliedWindowTooShort(request: LaunchRequest): string | null {
  const { file, rope, targetLength } = request;
  const window = Math.min(rope.spec.maxPositionEmbeddings, ...Object.values(file.windows));
  return window * scaleOf(request) < targetLength
    ? l10n.t("the file's window of {0} times the factor is below {1}", window, targetLength)
    : null;
}

/** The keys in the object that holds the model's RoPE: as they are, or within text_config. */
export function atPath(pointer: string, keys: JsonObject): JsonObject {
  return pointerKeys(pointer).reduceRight<JsonObject>((inner, key) => ({ [key]: inner }), keys);
}
