/** convert_hf_to_gguf.py: the keys and tensors of a GGUF that decide about its rotation. */
import { multiply, truncatedProduct } from "../python/arithmetic.ts";
import { assertionError, keyError, Raised } from "../python/raised.ts";
import { float, int, isDict, isInt, isList, numeric, type PyDict, type PyValue, str, truthy } from "../python/value.ts";
import type { Report } from "../report.ts";
import { factorsOf } from "./factors.ts";
import type { LlamaCppModel } from "./models.ts";
import {
  find,
  fullBlock,
  globalHead,
  required,
  ropeParameters,
  rotaryDims,
  shapeDims,
  shapeHead,
} from "./parameters.ts";

export interface Gguf {
  /** By name, without the architecture's prefix. */
  readonly keys: ReadonlyMap<string, number | string | readonly number[]>;
  readonly tensors: ReadonlyMap<string, readonly number[]>;
}

/** Collects keys; numbers are packed, which refuses strings, and fractions where integers are meant. */
class Writer {
  readonly keys = new Map<string, number | string | readonly number[]>();

  float(key: string, value: PyValue | undefined): void {
    const number = numeric(value);
    if (number === null) throw new Raised("struct.error", "required argument is not a float");
    this.keys.set(key, number);
  }

  integer(key: string, value: PyValue | undefined): void {
    const number = typeof value === "boolean" ? Number(value) : isInt(value) ? value.value : null;
    if (number === null) throw new Raised("struct.error", "required argument is not an integer");
    this.keys.set(key, number);
  }

  text(key: string, value: string): void {
    this.keys.set(key, value);
  }
}

/** Raises what the converter raises. */
export function toGguf(given: PyDict, model: LlamaCppModel, report: Report): Gguf {
  const hparams = new Map(given);
  const head = given.get("head_dim");
  if (model.ignoresHead === true && hparams.delete("head_dim") && truthy(head)) {
    report.warn(`Ignoring head_dim (${str(head)}) from config for Granite`);
  }
  const parameters = ropeParameters(hparams);
  const { tensors, attentionFactor } = factorsOf(hparams, parameters, model);
  const writer = new Writer();
  if (attentionFactor !== null) writer.float("rope.scaling.attn_factor", float(attentionFactor));
  writeShape(hparams, parameters, model, writer);
  if (model.keys === "phi3") writePhi3(hparams, parameters, writer);
  else if (model.keys !== "gemma") writeBase(parameters, model, writer, report);
  if (model.keys === "gemma3" || model.keys === "gemma4") writeGemma3(hparams, parameters, writer);
  if (model.keys === "gemma4") writeGemma4(hparams, parameters, writer);
  if (model.logMultiplier !== undefined) writeLogMultiplier(parameters, model, writer);
  if (model.unscaled === true) writer.text("rope.scaling.type", "none");
  return { keys: writer.keys, tensors };
}

function writeShape(hparams: PyDict, parameters: PyDict, model: LlamaCppModel, writer: Writer): void {
  const window = find(hparams, ["max_position_embeddings", "n_ctx", "n_positions", "max_sequence_length"]);
  const likeGemma3 = model.keys === "gemma3" || model.keys === "gemma4";
  const byDefault = likeGemma3 ? int(131072) : null;
  if ((window ?? byDefault) !== null) writer.integer("context_length", window ?? byDefault ?? undefined);
  writer.integer("embedding_length", hparams.get("hidden_size"));
  writer.integer("attention.head_count", hparams.get("num_attention_heads"));
  const latent = model.dimension === "latent" || model.dimension === "latent share";
  const head = latent ? null : hparams.get("head_dim");
  if (likeGemma3) writer.integer("attention.key_length", head ?? int(256));
  else if (head !== undefined && head !== null && model.keys !== "phi3") writer.integer("attention.key_length", head);
  const sliding = hparams.get("sliding_window");
  const slides = model.sliding !== undefined && sliding !== undefined;
  if (slides && !(likeGemma3 && numeric(hparams.get("sliding_window_pattern")) === 1)) {
    writer.integer("attention.sliding_window", sliding);
  }
  const dimension = dimensionOf(hparams, parameters, model);
  if (dimension !== null) writer.integer("rope.dimension_count", dimension);
}

/** null: none is written. */
function dimensionOf(hparams: PyDict, parameters: PyDict, { dimension }: LlamaCppModel): PyValue | undefined {
  const part = (whole: PyValue | undefined, share: PyValue): PyValue => int(truncatedProduct(whole, share));
  const stated = parameters.get("partial_rotary_factor");
  switch (dimension) {
    case undefined:
      return null;
    case "head":
      return shapeHead(hparams);
    case "latent":
      return hparams.get("qk_rope_head_dim");
    case "latent share":
      return part(hparams.get("qk_rope_head_dim"), stated ?? float(1));
    case "rotary_dim":
      if (!hparams.has("rotary_dim")) throw new Raised("KeyError", "\"could not find any of: ['rotary_dim']\"");
      return hparams.get("rotary_dim");
    case "rotary_pct":
      return part(int(shapeDims(hparams)), required(hparams, "rotary_pct"));
    case "share":
      return part(required(hparams, "head_dim"), required(parameters, "partial_rotary_factor"));
    default:
      return part(shapeHead(hparams), stated ?? float(dimension));
  }
}

/** What the base class writes of the block. */
function writeBase(parameters: PyDict, model: LlamaCppModel, writer: Writer, report: Report): void {
  const block = fullBlock(parameters);
  const type = block.get("rope_type");
  const factor = block.get("factor");
  if (type !== undefined && type !== null) writeScaling(str(type), factor ?? null, block, writer, report);
  const sections = parameters.get("mrope_section");
  if (isList(sections)) {
    const padded = [...sections.map((size) => numeric(size) ?? 0), 0, 0, 0, 0];
    writer.keys.set("rope.dimension_sections", padded.slice(0, 4));
  } else if (model.sections !== undefined && !parameters.has("mrope_section")) {
    writer.keys.set("rope.dimension_sections", model.sections);
  }
  const theta = block.get("rope_theta");
  if (theta !== undefined && theta !== null) writer.float("rope.freq_base", theta);
  const sliding = parameters.get("sliding_attention");
  const local = isDict(sliding) ? sliding.get("rope_theta") : undefined;
  if (local !== undefined && local !== null) writer.float("rope.freq_base_swa", local);
}

/** Optional keys of yarn and where they go. */
const YARN = [
  ["rope.scaling.yarn_ext_factor", "extrapolation_factor"],
  ["rope.scaling.yarn_attn_factor", "attention_factor"],
  ["rope.scaling.yarn_beta_fast", "beta_fast"],
  ["rope.scaling.yarn_beta_slow", "beta_slow"],
] as const;

function writeScaling(type: string, factor: PyValue, block: PyDict, writer: Writer, report: Report): void {
  if ((type === "linear" || type === "yarn") && factor !== null) {
    writer.text("rope.scaling.type", type);
    writer.float("rope.scaling.factor", factor);
    if (type === "linear") return;
    const original = block.get("original_max_position_embeddings");
    if (original === undefined) throw keyError("original_max_position_embeddings");
    writer.integer("rope.scaling.original_context_length", original);
    for (const [key, name] of YARN) {
      const spelling = name === "attention_factor" && !block.has(name) ? "attn_factor" : name;
      const value = block.get(spelling);
      if (value !== undefined && value !== null) writer.float(key, value);
    }
    return;
  }
  if (type === "su" || type === "longrope") {
    writer.text("rope.scaling.type", "longrope");
    return;
  }
  // dynamic is left to HunYuan's own class, llama3 to the tensor; "default" is complained of, but nothing is lost.
  if (type !== "dynamic" && type !== "default" && type.toLowerCase() !== "llama3") {
    report.warn(`Unknown RoPE type: ${type}`);
  }
}

function writeGemma3(hparams: PyDict, parameters: PyDict, writer: Writer): void {
  writer.float("rope.freq_base", fullBlock(parameters).get("rope_theta") ?? float(1e6));
  if (!writer.keys.has("attention.sliding_window") && numeric(hparams.get("sliding_window_pattern")) !== 1) {
    throw keyError("sliding_window");
  }
}

/** Heads of full attention have a size of their own, and rotate in part by their tensor of factors. */
function writeGemma4(hparams: PyDict, parameters: PyDict, writer: Writer): void {
  const head = globalHead(hparams);
  const local = required(hparams, "head_dim");
  writer.integer("attention.key_length", head);
  writer.integer("attention.key_length_swa", local);
  writer.integer("rope.dimension_count", head);
  const share = parameters.get("partial_rotary_factor") ?? float(1);
  writer.integer("rope.dimension_count_swa", int(truncatedProduct(local, share)));
}

function writePhi3(hparams: PyDict, parameters: PyDict, writer: Writer): void {
  writer.integer("rope.scaling.original_context_length", required(parameters, "original_max_position_embeddings"));
  writer.integer("rope.dimension_count", int(rotaryDims(hparams, parameters)));
  writer.float("rope.freq_base", required(fullBlock(parameters), "rope_theta"));
  writer.integer("attention.sliding_window", hparams.get("sliding_window") ?? int(0));
}

function writeLogMultiplier(parameters: PyDict, model: LlamaCppModel, writer: Writer): void {
  const all = parameters.get("mscale_all_dim");
  if (model.logMultiplier !== "mistral3") {
    if (all !== undefined && all !== null) {
      writer.float("rope.scaling.yarn_log_multiplier", multiply(float(0.1), all));
    }
    return;
  }
  if (parameters.size === 0) throw assertionError("ministral3 must have 'rope_parameters' config");
  if (required(parameters, "rope_type") !== "yarn") {
    throw assertionError("ministral3 rope_type must be 'yarn'");
  }
  writer.float("rope.scaling.yarn_log_multiplier", required(parameters, "mscale_all_dim"));
  required(parameters, "llama_4_scaling_beta");
}
