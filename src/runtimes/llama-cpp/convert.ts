/** convert_hf_to_gguf.py: the keys and tensors of a GGUF that decide about its rotation. */
import { divide, floorDivide, log, multiply, subtract, truncate } from "../python/arithmetic.ts";
import { keyError, Raised, typeError, valueError } from "../python/raised.ts";
import {
  float,
  int,
  isDict,
  isInt,
  isList,
  numeric,
  type PyDict,
  type PyValue,
  str,
  truthy,
  typeName,
} from "../python/value.ts";
import type { Report } from "../report.ts";
import type { LlamaCppModel } from "./models.ts";

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
  const tensors = new Map<string, readonly number[]>();
  const writer = new Writer();
  makeTensors(hparams, parameters, model, writer, tensors);
  writeShape(hparams, model, writer);
  if (model.keys === "phi3") writePhi3(hparams, parameters, writer);
  else if (model.keys !== "gemma") writeBase(parameters, writer, report);
  if (model.keys === "gemma3") writeGemma3(hparams, parameters, writer);
  if (model.logMultiplier !== undefined) writeLogMultiplier(parameters, model, writer);
  if (model.unscaled === true) writer.text("rope.scaling.type", "none");
  return { keys: writer.keys, tensors };
}

function find(hparams: PyDict, keys: readonly string[]): PyValue | null {
  const key = keys.find((candidate) => hparams.has(candidate));
  return key === undefined ? null : (hparams.get(key) ?? null);
}

const THETA = ["global_rope_theta", "rope_global_theta", "rope_theta_global", "rope_theta", "rotary_emb_base"];
const LOCAL_THETA = [
  "local_rope_theta",
  "rope_local_theta",
  "rope_theta_local",
  "swa_rope_theta",
  "rope_local_base_freq",
];

/** rope_parameters where the key exists, else rope_scaling, with what stands beside it mirrored into it. */
function ropeParameters(hparams: PyDict): Map<string, PyValue> {
  const given = hparams.has("rope_parameters") ? hparams.get("rope_parameters") : hparams.get("rope_scaling");
  const block = truthy(given) ? given : new Map<string, PyValue>();
  if (!isDict(block)) throw notABlock(block);
  const result = new Map(block);
  if (result.has("full_attention") || result.has("sliding_attention")) return result;
  const local = find(hparams, LOCAL_THETA);
  if (local !== null) result.set("sliding_attention", new Map([["rope_theta", local]]));
  const mirror = (key: string, value: PyValue | undefined): void => {
    if (!result.has(key) && value !== undefined && value !== null) result.set(key, value);
  };
  mirror("rope_theta", find(hparams, THETA));
  mirror("rope_type", result.get("type"));
  mirror("partial_rotary_factor", find(hparams, ["partial_rotary_factor", "rope_pct", "rope_percent"]));
  mirror("original_max_position_embeddings", hparams.get("original_max_position_embeddings"));
  return result;
}

function notABlock(block: PyValue | undefined): Raised {
  if (typeof block === "string") return typeError("'str' object does not support item assignment");
  if (isList(block)) return typeError("list indices must be integers or slices, not str");
  return typeError(`argument of type '${typeName(block)}' is not iterable`);
}

/** The block of layers with full attention, where there is one a layer type. */
function fullBlock(parameters: PyDict): PyDict {
  const inner = parameters.get("full_attention");
  return isDict(inner) ? inner : parameters;
}

function shapeHead(hparams: PyDict): PyValue {
  const given = hparams.get("head_dim");
  if (given !== undefined && given !== null) return given;
  return floorDivide(hparams.get("hidden_size"), hparams.get("num_attention_heads"));
}

function writeShape(hparams: PyDict, model: LlamaCppModel, writer: Writer): void {
  const window = find(hparams, ["max_position_embeddings", "n_ctx", "n_positions", "max_sequence_length"]);
  const byDefault = model.keys === "gemma3" ? int(131072) : null;
  if ((window ?? byDefault) !== null) writer.integer("context_length", window ?? byDefault ?? undefined);
  writer.integer("embedding_length", hparams.get("hidden_size"));
  writer.integer("attention.head_count", hparams.get("num_attention_heads"));
  const head = model.dimension === "latent" ? null : hparams.get("head_dim");
  if (model.keys === "gemma3") writer.integer("attention.key_length", head ?? int(256));
  else if (head !== undefined && head !== null && model.keys !== "phi3") writer.integer("attention.key_length", head);
  const sliding = hparams.get("sliding_window");
  const slides = model.sliding !== undefined && sliding !== undefined;
  if (slides && !(model.keys === "gemma3" && numeric(hparams.get("sliding_window_pattern")) === 1)) {
    writer.integer("attention.sliding_window", sliding);
  }
  const { dimension } = model;
  if (dimension === "head") writer.integer("rope.dimension_count", shapeHead(hparams));
  if (dimension === "latent") writer.integer("rope.dimension_count", hparams.get("qk_rope_head_dim"));
  if (dimension === "rotary_pct") {
    const rotated = multiply(required(hparams, "rotary_pct"), int(shapeDims(hparams))).value;
    writer.integer("rope.dimension_count", int(truncate(rotated)));
  }
  if (typeof dimension === "number") {
    const share = hparams.get("partial_rotary_factor") ?? float(dimension);
    writer.integer("rope.dimension_count", int(truncate(multiply(shapeHead(hparams), share).value)));
  }
}

/** What the base class writes of the block. */
function writeBase(parameters: PyDict, writer: Writer, report: Report): void {
  const block = fullBlock(parameters);
  const type = block.get("rope_type");
  const factor = block.get("factor");
  if (type !== undefined && type !== null) writeScaling(str(type), factor ?? null, block, writer, report);
  const sections = parameters.get("mrope_section");
  if (isList(sections)) {
    const padded = [...sections.map((size) => numeric(size) ?? 0), 0, 0, 0, 0];
    writer.keys.set("rope.dimension_sections", padded.slice(0, Math.max(4, sections.length)).slice(0, 4));
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

function rotaryDims(hparams: PyDict, parameters: PyDict): number {
  const share = parameters.get("partial_rotary_factor") ?? float(1);
  const rotated = int(truncate(multiply(share, hparams.get("hidden_size")).value));
  return floorDivide(rotated, hparams.get("num_attention_heads")).value;
}

function required(parameters: PyDict, key: string): PyValue {
  const value = parameters.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

function writePhi3(hparams: PyDict, parameters: PyDict, writer: Writer): void {
  writer.integer("rope.scaling.original_context_length", required(parameters, "original_max_position_embeddings"));
  writer.integer("rope.dimension_count", int(rotaryDims(hparams, parameters)));
  writer.float("rope.freq_base", required(fullBlock(parameters), "rope_theta"));
  writer.integer("attention.sliding_window", hparams.get("sliding_window") ?? int(0));
}

function writeLogMultiplier(parameters: PyDict, model: LlamaCppModel, writer: Writer): void {
  const all = parameters.get("mscale_all_dim");
  if (model.logMultiplier === "deepseek2") {
    if (all !== undefined && all !== null) {
      writer.float("rope.scaling.yarn_log_multiplier", multiply(float(0.1), all));
    }
    return;
  }
  if (parameters.size === 0) throw new Raised("AssertionError", "ministral3 must have 'rope_parameters' config");
  if (required(parameters, "rope_type") !== "yarn") {
    throw new Raised("AssertionError", "ministral3 rope_type must be 'yarn'");
  }
  writer.float("rope.scaling.yarn_log_multiplier", required(parameters, "mscale_all_dim"));
  required(parameters, "llama_4_scaling_beta");
}

function makeTensors(
  hparams: PyDict,
  parameters: PyDict,
  model: LlamaCppModel,
  writer: Writer,
  tensors: Map<string, readonly number[]>,
): void {
  if (model.makes === "llama3") {
    const block = fullBlock(parameters);
    if (str(block.get("rope_type") ?? "").toLowerCase() !== "llama3") return;
    const factors = llama3Factors(hparams, block);
    if (model.llama3Raises !== undefined) throw valueError(model.llama3Raises);
    tensors.set("rope_freqs.weight", factors);
  } else if (model.makes !== undefined) {
    makeLists(hparams, parameters, model.makes, writer, tensors);
  }
}

/** What each frequency is divided by. */
function llama3Factors(hparams: PyDict, block: PyDict): number[] {
  const dim = numeric(shapeHead(hparams)) ?? 0;
  const base = numeric(block.get("rope_theta") ?? float(10000)) ?? Number.NaN;
  const factor = block.get("factor") ?? float(8);
  const low = block.get("low_freq_factor") ?? float(1);
  const high = block.get("high_freq_factor") ?? float(4);
  const length = block.get("original_max_position_embeddings") ?? int(8192);
  const [lowWavelength, highWavelength] = [divide(length, low).value, divide(length, high).value];
  const span = subtract(high, low).value;
  const scale = multiply(factor, float(1)).value;
  return Array.from({ length: Math.ceil(dim / 2) }, (_, i) => {
    const wavelength = 2 * Math.PI * base ** ((2 * i) / dim);
    if (wavelength < highWavelength) return 1;
    if (wavelength > lowWavelength) return scale;
    const smooth = ((numeric(length) ?? Number.NaN) / wavelength - (numeric(low) ?? Number.NaN)) / span;
    return 1 / ((1 - smooth) / scale + smooth);
  });
}

/** Phi-3's and MiniCPM's lists; Phi-3 gets an attention factor from the lengths. */
function makeLists(
  hparams: PyDict,
  parameters: PyDict,
  makes: "phi3" | "minicpm",
  writer: Writer,
  tensors: Map<string, readonly number[]>,
): void {
  const [long, short] = [parameters.get("long_factor"), parameters.get("short_factor")];
  const original = makes === "phi3" ? required(parameters, "original_max_position_embeddings") : null;
  if (!truthy(long) && (makes === "phi3" || !truthy(short))) return;
  if (original !== null) writer.float("rope.scaling.attn_factor", float(phi3Factor(hparams, parameters, original)));
  if (!isList(long) || !isList(short)) {
    throw keyError("Missing the required key rope_scaling.long_factor or rope_scaling_short_factor");
  }
  const dims = makes === "phi3" ? rotaryDims(hparams, parameters) : shapeDims(hparams);
  if (long.length !== short.length || long.length !== dims / 2) {
    const half = str(float(dims / 2));
    const counts = ` long_factors = ${long.length}, short_factors = ${short.length}.`;
    throw valueError(
      `The length of rope long and short factors must be ${half}${makes === "phi3" ? `.${counts}` : ""}`,
    );
  }
  tensors.set(
    "rope_factors_long.weight",
    long.map((value) => numeric(value) ?? Number.NaN),
  );
  tensors.set(
    "rope_factors_short.weight",
    short.map((value) => numeric(value) ?? Number.NaN),
  );
}

function shapeDims(hparams: PyDict): number {
  return floorDivide(hparams.get("hidden_size"), hparams.get("num_attention_heads")).value;
}

function phi3Factor(hparams: PyDict, parameters: PyDict, original: PyValue): number {
  const scale = divide(find(hparams, ["n_positions", "max_position_embeddings"]) ?? undefined, original).value;
  const type = str(parameters.get("rope_type") ?? "").toLowerCase();
  if (type === "") throw keyError("Missing the required key rope_scaling.type");
  if (type === "su" || type === "longrope") {
    return scale > 1 ? Math.sqrt(1 + Math.log(scale) / log(original)) : 1;
  }
  if (type === "yarn") return scale > 1 ? 0.1 * Math.log(scale) + 1 : 1;
  throw new Raised("NotImplementedError", `The rope scaling type ${type} is not supported yet`);
}
