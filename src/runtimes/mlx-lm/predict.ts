/** mlx-lm: from a config.json to the rotation of the model file that loads it. */
import type { PredictorInput } from "../predictors.ts";
import { floorDivide, multiply, truncatedProduct } from "../python/arithmetic.ts";
import { taggedDocument } from "../python/document.ts";
import { assertionError, keyError, noAttribute, typeError, valueError } from "../python/raised.ts";
import {
  float,
  int,
  isDict,
  isFloat,
  numeric,
  type PyDict,
  type PyValue,
  str,
  truthy,
  typeName,
} from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import type { Source } from "../runtime.ts";
import { checkRequired, checkShape } from "./checks.ts";
import { languageDocument, unfolded } from "./language.ts";
import { fileOf, type MlxModel, mlxModel } from "./models.ts";
import { ownRotation } from "./own-rotations.ts";
import { initializeRope, longrope, type MlxRope, plain } from "./rope-utils.ts";

interface BlockRule {
  readonly keys: readonly string[];
  readonly types: readonly string[];
  /** Also in the releases whose file hands the block to initialize_rope. */
  readonly always?: boolean;
}

/** Model files that do not tell initialize_rope the configured length. */
const LENGTH_UNTOLD = new Set(["gpt_oss", "afm7"]);

/** Model files whose block must hold these keys, and of what type it may be. */
const CHECKED: Readonly<Record<string, BlockRule>> = {
  internlm2: { keys: ["factor", "type"], types: ["linear", "dynamic"], always: true },
  qwen2_moe: { keys: ["factor", "type"], types: ["linear"] },
  qwen2: { keys: ["factor", "type"], types: ["linear"] },
};

/** false where the file has a rotation of its own that was not read. */
export function predictMlx({ document, release, sequenceLength, report }: Omit<PredictorInput, "maxLength">): boolean {
  const read = atLeast(release, "0.32.0") ? taggedDocument(document) : document;
  const modelType = read.get("model_type");
  if (modelType === undefined) throw keyError("model_type");
  if (typeof modelType !== "string") return false;
  const file = fileOf(modelType, release);
  const model = mlxModel(modelType, release);
  if (model === null) return false;
  report.cite(sourceOf(file, model));
  if (model.rotation === "absent") throw valueError(`Model type ${modelType} not supported.`);
  const whole = unfolded(read, file);
  checkRequired(whole, model);
  checkShape(whole, file, model);
  const language = languageDocument(whole, file);
  if (language !== undefined) {
    return language !== null && predictMlx({ document: language, release, sequenceLength, report });
  }
  const call = { release, sequenceLength };
  const own = ownRotation(whole, file, call);
  if (own !== null) {
    report.cite({ ...sourceOf(file, model), lines: own.lines });
    report.ropes.push(...own.ropes);
    if (own.block === undefined && truthy(whole.get("rope_scaling"))) report.ignore("rope_scaling");
    noteIgnored(own.block ?? null, { ...model, rotation: "block" }, report);
    return true;
  }
  const rope = ropeOf(whole, model, release, sequenceLength);
  if (file === "phi3") return pushPhi3(whole, call, report);
  if (file === "phimoe") return pushPhimoe(whole, call, report);
  if (rope === null) return false;
  const block = scalingBlock(whole, model);
  if (file === "gemma3_text") return pushGemma3(whole, model, rope, block, report);
  if (model.rotation === "own") return false;
  if (model.rotation !== "block" || CHECKED[file]?.always === true) checkBlock(file, block);
  if (model.rotation === "linear") {
    if (!(file in CHECKED)) return false;
    report.ropes.push({ layerType: null, ...linear(rope, block) });
    return true;
  }
  if (model.rotation === "plain" && block !== null) report.ignore("rope_scaling");
  const told = LENGTH_UNTOLD.has(file) ? { ...rope, maxPositionEmbeddings: null } : rope;
  const rotation = model.rotation === "block" ? initializeRope({ ...told, block }) : plain(rope, 1);
  report.ropes.push({ layerType: null, ...rotation });
  noteIgnored(block, model, report);
  return true;
}

function sourceOf(file: string, model: MlxModel): Source {
  return { file: `mlx_lm/models/${file}.py`, lines: model.lines ?? "ModelArgs", release: model.since, how: "read" };
}

/** A dataclass complains of all that it lacks at once. */
function scalingBlock(document: PyDict, model: MlxModel): PyDict | null {
  const scaling = document.get("rope_scaling");
  const parameters = model.parameters === true ? document.get("rope_parameters") : undefined;
  const block = scaling === undefined || scaling === null ? parameters : scaling;
  if (block === undefined || block === null) return null;
  if (isDict(block)) return block;
  throw noAttribute(typeName(block), "get");
}

function fieldOf(document: PyDict, key: string, byDefault: number | null | undefined): PyValue | undefined {
  const given = document.get(key);
  if (given !== undefined) return given;
  return typeof byDefault === "number" ? int(byDefault) : byDefault;
}

/** theta at top level; model files that have rope_parameters look there for an absent one. */
function thetaOf(document: PyDict, model: MlxModel): PyValue | undefined {
  const given = document.get("rope_theta");
  if (given !== undefined && given !== null) return given;
  const parameters = model.parameters === true ? document.get("rope_parameters") : undefined;
  const inner = isDict(parameters) ? parameters.get("rope_theta") : undefined;
  if (inner !== undefined) return inner;
  const byDefault = model.rope_theta;
  if (byDefault === null) throw valueError("rope_theta is missing from the model config.");
  return given === null ? null : typeof byDefault === "number" ? float(byDefault) : float(10000);
}

/** null where the rotated part is not one of the usual ones. */
function ropeOf(document: PyDict, model: MlxModel, release: string, sequenceLength: number | null): MlxRope | null {
  const dims = dimsOf(document, model);
  if (dims === null) return null;
  return {
    release,
    dims,
    base: thetaOf(document, model),
    block: null,
    maxPositionEmbeddings: fieldOf(document, "max_position_embeddings", model.max_position_embeddings) ?? null,
    sequenceLength,
  };
}

function dimsOf(document: PyDict, model: MlxModel): number | null {
  if (model.dims === "qk_rope_head_dim") return numeric(fieldOf(document, "qk_rope_head_dim", model.qk_rope_head_dim));
  if (model.dims === "own") return null;
  const given = model.head === "head_dim" ? fieldOf(document, "head_dim", model.head_dim) : null;
  if (truthy(given)) return numeric(given);
  const [hidden, heads] = [document.get("hidden_size"), document.get("num_attention_heads")];
  return hidden === undefined || heads === undefined ? null : numeric(floorDivide(hidden, heads));
}

function checkBlock(file: string, block: PyDict | null): void {
  const rule = CHECKED[file];
  if (rule === undefined || !truthy(block) || block === null) return;
  if (!rule.keys.every((key) => block.has(key))) {
    throw valueError(`rope_scaling must contain keys {${rule.keys.map((key) => `'${key}'`).join(", ")}}`);
  }
  if (!rule.types.includes(str(block.get("type")))) {
    throw valueError(
      `rope_scaling 'type' currently only supports ${rule.types.map((type) => `'${type}'`).join(" or ")}`,
    );
  }
}

/** The old qwen2 divides by the factor. */
function linear(rope: MlxRope, block: PyDict | null): { invFreq: readonly number[]; attentionFactor: number } {
  if (block === null) return plain(rope, 1);
  return plain(rope, 1 / multiply(block.get("factor"), float(1)).value);
}

type Reported = PredictorInput["report"];
type Call = Pick<MlxRope, "release" | "sequenceLength">;

function pushGemma3(document: PyDict, model: MlxModel, rope: MlxRope, block: PyDict | null, report: Reported): boolean {
  const local = document.get("rope_local_base_freq") ?? float(10000);
  const globalBase = model.rotation === "block" ? rope.base : (document.get("rope_global_base_freq") ?? float(1000000));
  const full = { ...rope, base: globalBase ?? null };
  const rotation = model.rotation === "block" ? initializeRope({ ...full, block }) : plain(full, 1);
  if (model.rotation !== "block" && block !== null) report.ignore("rope_scaling");
  report.ropes.push({ layerType: "full_attention", ...rotation });
  report.ropes.push({ layerType: "sliding_attention", ...plain({ ...rope, base: local }, 1) });
  return true;
}

/** Phi-3's own rules: `type` and `long_factor` must be there, whatever the type. */
function pushPhi3(document: PyDict, call: Call, report: Reported): boolean {
  const scaling = document.get("rope_scaling");
  const block = isDict(scaling) && scaling.size > 0 ? scaling : null;
  const hidden = floorDivide(document.get("hidden_size"), document.get("num_attention_heads"));
  const share = document.get("partial_rotary_factor") ?? float(1);
  const dims = truncatedProduct(hidden, share);
  const base = document.get("rope_theta") ?? float(10000);
  const max = document.get("max_position_embeddings") ?? int(131072);
  const own: MlxRope = {
    ...call,
    block: null,
    dims,
    base,
    maxPositionEmbeddings: max,
  };
  report.ropes.push({ layerType: null, ...phi3Rotation(document, block, own, report) });
  return true;
}

function phi3Rotation(document: PyDict, block: PyDict | null, rope: MlxRope, report: Reported) {
  if (block === null) return plain(rope, 1);
  if (!block.has("long_factor") || !block.has("type")) {
    throw valueError("rope_scaling must contain keys {'long_factor', 'type'}");
  }
  const type = block.get("type");
  if (type === "longrope" || type === "su") {
    const short = block.get("short_factor");
    if (short === undefined) throw keyError("short_factor");
    const original = document.get("original_max_position_embeddings") ?? int(4096);
    return longrope(rope, { original, short, long: block.get("long_factor") });
  }
  if (type === "linear") {
    const factor = block.get("factor");
    if (factor === undefined) throw keyError("factor");
    if (!isFloat(factor)) throw assertionError();
    return plain(rope, 1 / factor.value);
  }
  report.warn(
    "[WARNING] rope_scaling 'type' currently only supports 'linear', 'su', and 'longrope'; setting rope scaling to false.",
  );
  return plain(rope, 1);
}

/** Phi-3.5-MoE: four keys of the block are required. */
function pushPhimoe(document: PyDict, call: Call, report: Reported): boolean {
  const scaling = document.get("rope_scaling");
  const dims = numeric(floorDivide(document.get("hidden_size"), document.get("num_attention_heads"))) ?? 0;
  const base = document.get("rope_theta") ?? float(10000);
  const max = document.get("max_position_embeddings") ?? int(131072);
  const own: MlxRope = { ...call, dims, base, block: null, maxPositionEmbeddings: max };
  if (!isDict(scaling)) {
    if (below(call.release, "0.32.0")) throw typeError("'NoneType' object is not subscriptable");
    report.ropes.push({ layerType: null, ...plain(own, 1) });
    return true;
  }
  const read = (key: string): PyValue => {
    const value = scaling.get(key);
    if (value === undefined) throw keyError(key);
    return value;
  };
  const [short, long] = [read("short_factor"), read("long_factor")];
  const [shortScale, longScale] = [read("short_mscale"), read("long_mscale")];
  const original = document.get("original_max_position_embeddings") ?? int(4096);
  const rotation = longrope(own, { original, short, long, shortScale, longScale });
  report.ropes.push({ layerType: null, ...rotation });
  return true;
}

/** Keys that no rope type of mlx-lm reads. */
const UNREAD = ["attention_factor", "attn_factor", "truncate", "short_mscale", "long_mscale", "partial_rotary_factor"];

function noteIgnored(block: PyDict | null, model: MlxModel, report: Reported): void {
  if (model.rotation !== "block" || block === null) return;
  for (const key of UNREAD) {
    if (block.has(key) && !(key === "partial_rotary_factor" && block.get("rope_type") === "proportional"))
      report.ignore(key);
  }
}
