/** ExLlamaV3: what read_rope_settings_default takes from the file, and what util/rope.py makes of it. */
import { readTyped } from "../exllama/read.ts";
import { broadcast, plainFrequencies, powers, type Rotation, tensorOf } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnFrequencies, yarnMagnitude } from "../formulas/yarn.ts";
import { perPair } from "../per-pair.ts";
import type { PredictorInput } from "../predictors.ts";
import { compare, divide, floor, floorDivide, log, multiply, truncatedProduct } from "../python/arithmetic.ts";
import { assertionError, typeError, valueError } from "../python/raised.ts";
import {
  float,
  floatOf,
  int,
  isDict,
  isList,
  numeric,
  type PyDict,
  type PyValue,
  repr,
  str,
  truthy,
  typeName,
} from "../python/value.ts";
import type { Report } from "../report.ts";
import { ignoreUnread } from "../unread-keys.ts";
import { type Architecture, architectureFor, architectureOf } from "./models.ts";

const RELEASE = "1.6.5";
const ROPE = { file: "exllamav3/util/rope.py", release: RELEASE, how: "ran" } as const;
const CONFIG = { file: "exllamav3/model/config.py", lines: "294-334", release: RELEASE, how: "ran" } as const;

/** false where the architecture has a rotation of its own, or the file names neither architecture nor known type. */
export function predictExllamaV3({ document, report }: PredictorInput): boolean {
  const architecture = architectureIn(document);
  if (architecture === null) return false;
  const file = `exllamav3/architecture/${architecture.file}.py`;
  report.cite({ file, lines: architecture.line, release: RELEASE, how: "read" });
  report.cite(CONFIG);
  const settings = settingsOf(document, architecture);
  if (settings === null) return false;
  const { local } = architecture;
  const rotation = rotationOf(settings, report);
  if (local === undefined) {
    report.ropes.push({ layerType: null, ...rotation });
  } else {
    report.ropes.push({ layerType: "full_attention", ...rotation });
    const { headDim } = settings;
    const sliding = local === "own" ? { ...EMPTY, headDim } : { ...settings, block: null };
    report.ropes.push({ layerType: "sliding_attention", ...plain(sliding) });
  }
  return true;
}

/** A file that names no architecture is taken for the usual one of its model type. */
function architectureIn(document: PyDict): Architecture | null {
  const names = document.get("architectures");
  const modelType = document.get("model_type");
  if (!isList(names)) return typeof modelType === "string" ? architectureFor(modelType) : null;
  if (names.length !== 1) throw assertionError("Multiple architectures defined in config.json");
  const name = str(names[0]);
  const architecture = architectureOf(name);
  if (architecture === null) throw assertionError(`Unknown architecture ${name} in config.json`);
  const text = document.get("text_config");
  // Another language model in Mistral 3's clothes.
  if (isDict(text) && text.get("model_type") === "mistral4") return null;
  return architecture === "unread" ? null : architecture;
}

interface Settings {
  readonly headDim: number;
  readonly rotaryDim: number | null;
  readonly partial: PyValue;
  readonly base: PyValue;
  readonly block: PyDict | null;
  readonly window: PyValue | null;
  /** original_max_position_embeddings beside the block. */
  readonly original: PyValue | null;
  readonly mscaleRatio: boolean;
}

const EMPTY: Omit<Settings, "headDim"> = {
  rotaryDim: null,
  partial: float(1),
  base: float(10000),
  block: null,
  window: null,
  original: null,
  mscaleRatio: false,
};

function settingsOf(document: PyDict, architecture: Architecture): Settings | null {
  const inner = architecture.text === true ? document.get("text_config") : document;
  if (!isDict(inner)) throw valueError("Missing any of the following keys: ['text_config']");
  const read = (kind: "int" | "float" | "dict", keys: readonly string[], lenient = false): PyValue | undefined =>
    readTyped(inner, kind, keys, { listed: true, lenient });
  const head = headOf(read, architecture);
  if (head === null) return null;
  const block = read("dict", ["rope_scaling", "rope_parameters"]);
  return {
    headDim: head,
    rotaryDim: numeric(read("int", ["rotary_dim"])),
    partial: read("float", ["partial_rotary_factor", "rope_parameters->partial_rotary_factor"], true) ?? float(1),
    base: read("float", ["rope_theta", "rope_parameters->rope_theta"], true) ?? float(architecture.theta ?? 10000),
    block: isDict(block) ? block : null,
    window: read("int", ["max_position_embeddings"]) ?? null,
    original: read("int", ["original_max_position_embeddings"]) ?? null,
    mscaleRatio: architecture.mscaleRatio === true,
  };
}

type Read = (kind: "int" | "float" | "dict", keys: readonly string[]) => PyValue | undefined;

function headOf(read: Read, { latent, headDim }: Architecture): number | null {
  if (latent === true) return numeric(read("int", ["qk_rope_head_dim"]));
  const given = read("int", ["head_dim"]) ?? (headDim === undefined ? null : int(headDim));
  if (truthy(given)) return numeric(given);
  const [hidden, heads] = [read("int", ["hidden_size"]), read("int", ["num_attention_heads"])];
  if (hidden === undefined) throw valueError("Missing any of the following keys: ['hidden_size']");
  if (heads === undefined) throw valueError("Missing any of the following keys: ['num_attention_heads']");
  return numeric(floorDivide(hidden, heads));
}

/** RoPE.__init__: `rope_type` counts before `type`. */
function rotationOf(settings: Settings, report: Report): Rotation {
  const { block } = settings;
  if (block === null) return plain(settings);
  const type = block.has("rope_type") ? block.get("rope_type") : block.get("type");
  const name = type === undefined || type === null ? "default" : str(type);
  report.cite({ ...ROPE, lines: LINES[name] ?? "200-216" });
  const ratio = settings.mscaleRatio && name === "yarn" ? ["mscale", "mscale_all_dim"] : [];
  ignoreUnread(block, [...EVERY, ...ratio, ...(READ[name] ?? [])], report);
  switch (name) {
    case "default":
    case "mrope":
      return plain(settings);
    case "proportional":
      return proportional(settings, block);
    case "llama3":
      return llama3(settings, block);
    case "linear":
      return linear(settings, block);
    case "yarn":
      return yarn(settings, block, report);
    case "longrope":
    case "su":
      return longrope(settings, block);
    default:
      throw valueError(`Unknown rope_type: ${name}`);
  }
}

const LINES: Readonly<Partial<Record<string, string>>> = {
  proportional: "252-276",
  llama3: "227-242",
  linear: "245-249",
  yarn: "279-337",
  longrope: "340-358",
  su: "340-358",
};

/** Keys that are read beside every type. */
const EVERY = ["rope_theta", "partial_rotary_factor", "mrope_section", "mrope_interleaved"];

const READ: Readonly<Partial<Record<string, readonly string[]>>> = {
  proportional: ["factor"],
  llama3: ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"],
  linear: ["factor"],
  yarn: [
    "factor",
    "original_max_position_embeddings",
    "attention_factor",
    "beta_fast",
    "beta_slow",
    "truncate",
    "llama_4_scaling_beta",
  ],
  longrope: ["short_factor", "long_factor", "original_max_position_embeddings"],
  su: ["short_factor", "long_factor", "original_max_position_embeddings"],
};

function dimOf({ rotaryDim, headDim, partial }: Settings): number {
  return rotaryDim === null || rotaryDim === 0 ? truncatedProduct(int(headDim), partial) : rotaryDim;
}

function plain(settings: Settings): Rotation {
  return { invFreq: plainFrequencies(settings.base, dimOf(settings)), attentionFactor: 1 };
}

/** An absent key has a default, null has not. */
function valueOr(block: PyDict, key: string, byDefault: PyValue): PyValue {
  const value = block.get(key);
  return value === undefined ? byDefault : value;
}

function linear(settings: Settings, block: PyDict): Rotation {
  const { invFreq } = plain(settings);
  const given = valueOr(block, "factor", float(1));
  const factor = numeric(given);
  if (factor === null) throw typeError(`unsupported operand type(s) for /=: 'Tensor' and '${typeName(given)}'`);
  return { invFreq: invFreq.map((frequency) => Math.fround(frequency / factor)), attentionFactor: 1 };
}

function llama3(settings: Settings, block: PyDict): Rotation {
  const ramp = {
    factor: valueOr(block, "factor", float(8)),
    lowFreqFactor: valueOr(block, "low_freq_factor", float(1)),
    highFreqFactor: valueOr(block, "high_freq_factor", float(4)),
    originalLength: valueOr(block, "original_max_position_embeddings", int(8192)),
  };
  return { invFreq: llama3Frequencies(plain(settings).invFreq, ramp), attentionFactor: 1 };
}

/** Part of the pairs turns, spread over the whole head; the rest stands still. */
function proportional({ headDim, partial, base }: Settings, block: PyDict): Rotation {
  const factor = multiply(valueOr(block, "factor", float(1)), float(1)).value;
  const turning = floor(multiply(partial, int(headDim)).value / 2);
  const all = powers(base, headDim);
  const pairs = Math.max(turning, Math.floor(headDim / 2));
  const invFreq = perPair(pairs, (i) => {
    return i < turning ? Math.fround(1 / ((all[i] ?? Number.NaN) * factor)) : 0;
  });
  return { invFreq, attentionFactor: 1 };
}

/** With an original length in the block, the factor is the window by it, whatever the block says. */
function yarn(settings: Settings, block: PyDict, report: Report): Rotation {
  const { window, base } = settings;
  if (window === null) {
    throw assertionError("YaRN scaling requires explicit max_position_embeddings");
  }
  const given = block.get("original_max_position_embeddings") ?? null;
  const length = given === null ? window : wholeNumber(given);
  const factor = given === null ? (block.get("factor") ?? null) : divide(window, length);
  if (given !== null) report.ignore("factor");
  const attentionFactor = yarnFactor(settings, block, factor);
  const invFreq = yarnFrequencies({
    base,
    dim: dimOf(settings),
    factor,
    length,
    betaFast: floatOf(valueOr(block, "beta_fast", int(32))),
    betaSlow: floatOf(valueOr(block, "beta_slow", int(1))),
    truncate: truthy(valueOr(block, "truncate", true)),
  });
  return { invFreq, attentionFactor };
}

function wholeNumber(value: PyValue): PyValue {
  const number = typeof value === "string" ? Number.NaN : numeric(value);
  if (number !== null && Number.isInteger(number)) return int(number);
  throw valueError(`YaRN original_max_position_embeddings must be an integer, got ${repr(value)}`);
}

function yarnFactor({ mscaleRatio }: Settings, block: PyDict, factor: PyValue): number {
  const given = block.get("attention_factor");
  if (given !== undefined && given !== null) return multiply(given, float(1)).value;
  const [mscale, all] = [block.get("mscale"), block.get("mscale_all_dim")];
  if (mscaleRatio && truthy(mscale) && truthy(all)) {
    return yarnMagnitude(factor, mscale) / yarnMagnitude(factor, all);
  }
  return truthy(block.get("llama_4_scaling_beta")) ? 1 : yarnMagnitude(factor);
}

/** The list and the factor by the file's window and the original length. */
function longrope(settings: Settings, block: PyDict): Rotation {
  const { window, base } = settings;
  const original = valueOr(block, "original_max_position_embeddings", settings.original);
  const extended = compare(window, ">", original);
  const list = block.get(extended ? "long_factor" : "short_factor");
  if (list === undefined || list === null) throw typeError("must be real number, not NoneType");
  const factors = tensorOf(list);
  const stretch = extended ? log(divide(window, original)) / log(original) : 0;
  return {
    invFreq: broadcast(factors, powers(base, dimOf(settings))).map((divisor) => Math.fround(1 / divisor)),
    attentionFactor: Math.sqrt(1 + stretch),
  };
}
