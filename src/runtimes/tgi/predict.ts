/** TGI: the config is loaded by transformers 4.51.3, the model file builds the rotation. */
import type { PredictorInput } from "../predictors.ts";
import { floorDivide, truncatedProduct } from "../python/arithmetic.ts";
import { noAttribute } from "../python/raised.ts";
import { float, int, isDict, isInt, isNumber, numeric, type PyDict, type PyValue, typeName } from "../python/value.ts";
import type { Report } from "../report.ts";
import { type LoadedConfig, loadConfig } from "../serving/load.ts";
import { ignoreUnread } from "../unread-keys.ts";
import { type TgiModel, tgiModel } from "./models.ts";
import { staticRope, type TgiRope, type TgiRotation, typeOf } from "./rotary.ts";

const RELEASE = "3.3.7";
const TRANSFORMERS = "4.51.3";
const FILES = "server/text_generation_server";

/** false where the model file was not read, or its weights would not fit the rotation. */
export function predictTgi({ document, sequenceLength, report }: PredictorInput): boolean {
  const outer = document.get("model_type");
  if (typeof outer !== "string") return false;
  const own = tgiModel(outer, outer);
  if (own?.ownClass !== undefined) return pushOwn(document, own, own.ownClass, sequenceLength, report);
  const config = loadConfig(document, TRANSFORMERS, report);
  if (config === null) return false;
  const { language, attributes } = config;
  const model = tgiModel(outer, language.modelType);
  const dim = model === null ? null : dimOf(config, model);
  if (model === null || dim === null) return false;
  cite(model, report);
  const rope: TgiRope = {
    block: blockOf(config.block),
    dim,
    base: thetaOf(config),
    window: attributes.get("max_position_embeddings"),
    topOriginal: attributes.get("original_max_position_embeddings"),
    className: language.family.class ?? "Config",
    sequenceLength,
  };
  push(model.localTheta === true ? "full_attention" : null, staticRope(rope), report);
  if (model.localTheta === true) {
    const base = language.file.get("rope_local_base_freq") ?? float(10000);
    push("sliding_attention", staticRope({ ...rope, base, block: null }), report);
  }
  finish(language.file, document, rope.block, report);
  return true;
}

/** DeepSeek asks its rotation for a factor that only yarn has. */
function pushOwn(
  document: PyDict,
  model: TgiModel,
  className: string,
  sequenceLength: number | null,
  report: Report,
): boolean {
  cite(model, report);
  const block = blockOf(document.get("rope_scaling"));
  const rotation = staticRope({
    block,
    dim: numeric(document.get("qk_rope_head_dim") ?? int(64)) ?? 64,
    base: document.get("rope_theta") ?? float(10000),
    window: document.get("max_position_embeddings") ?? int(2048),
    topOriginal: document.get("original_max_position_embeddings"),
    className,
    sequenceLength,
  });
  if (rotation.made !== "YarnPositionRotaryEmbedding") {
    throw noAttribute(rotation.made, "mscale_all_dim");
  }
  push(null, rotation, report);
  finish(document, document, block, report);
  return true;
}

function cite({ file, lines }: TgiModel, report: Report): void {
  report.cite({ file: `${FILES}/layers/rotary.py`, lines: "82-203", release: RELEASE, how: "ran" });
  report.cite({ file: `${FILES}/models/custom_modeling/${file}.py`, lines, release: RELEASE, how: "read" });
}

function push(layerType: string | null, { invFreq, attentionFactor, mixed }: TgiRotation, report: Report): void {
  report.ropes.push({ layerType, invFreq, attentionFactor });
  if (mixed) report.differs = true;
}

function blockOf(block: PyValue | undefined): PyDict | null {
  if (block === undefined || block === null) return null;
  if (isDict(block)) return block;
  throw noAttribute(typeName(block), "get");
}

/** null where head_dim says otherwise than hidden size by heads, which most model files count on. */
function dimOf({ attributes, language }: LoadedConfig, { size }: TgiModel): number | null {
  const { partial } = language.family;
  const given = attributes.get("head_dim");
  const shape = floorDivide(attributes.get("hidden_size"), attributes.get("num_attention_heads"));
  if (size === "head_dim") return numeric(given) ?? shape.value;
  if (isNumber(given) && given.value !== shape.value) return null;
  if (size === "shape") return shape.value;
  const share = attributes.get(String(partial?.[0])) ?? float(Number(partial?.[1]));
  return truncatedProduct(share, shape);
}

function thetaOf({ attributes }: LoadedConfig): PyValue | undefined {
  const { thetaKey, theta } = attributes.family;
  const key = thetaKey ?? "rope_theta";
  return attributes.file.has(key) ? attributes.file.get(key) : float(theta ?? 10000);
}

const READ: Readonly<Partial<Record<string, readonly string[]>>> = {
  dynamic: ["factor"],
  llama3: ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"],
  yarn: ["factor", "mscale", "mscale_all_dim", "original_max_position_embeddings"],
  su: ["short_factor", "long_factor", "short_mscale", "long_mscale"],
  longrope: ["short_factor", "long_factor", "short_mscale", "long_mscale"],
  mrope: ["mrope_section"],
};

/** max_total_tokens is the window unless the memory allows less. */
function finish(file: PyDict, outer: PyDict, block: PyDict | null, report: Report): void {
  if (block !== null) ignoreUnread(block, READ[String(typeOf(block))] ?? [], report);
  if (file.has("rope_parameters")) report.ignore("rope_parameters");
  const keys = ["max_position_embeddings", "max_seq_len", "n_positions"];
  const window = keys.map((key) => outer.get(key)).find((value) => value !== undefined && value !== null);
  report.derivedMaxLength = isInt(window) ? window.value : null;
  report.cite({ file: "launcher/src/main.rs", lines: "354-359, 693", release: RELEASE, how: "read" });
}
