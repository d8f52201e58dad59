/** ExLlamaV2: config.py reads the file once, device.py builds one table of cos and sin for the window. */
import { readTyped } from "../exllama/read.ts";
import { broadcast, plainFrequencies, powers, type Rotation, tensorOf } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnFrequencies } from "../formulas/yarn.ts";
import type { PredictorInput } from "../predictors.ts";
import { compare, divide, floorDivide, log, truncate } from "../python/arithmetic.ts";
import { assertionError, keyError, typeError, valueError } from "../python/raised.ts";
import {
  float,
  int,
  isDict,
  isList,
  numeric,
  type PyDict,
  type PyValue,
  str,
  truthy,
  typeName,
} from "../python/value.ts";
import type { Report } from "../report.ts";
import type { Source } from "../runtime.ts";
import { ignoreUnread } from "../unread-keys.ts";
import { type Architecture, architectureFor, architectureOf } from "./models.ts";

const RELEASE = "0.3.2";
const CONFIG: Source = { file: "exllamav2/config.py", lines: "357-412", release: RELEASE, how: "ran" };
const ROPE = { file: "exllamav2/rope.py", release: RELEASE, how: "ran" } as const;

const WINDOW_KEYS = [
  "max_sequence_length",
  "model_max_length",
  "max_position_embeddings",
  "max_seq_len",
  "n_positions",
] as const;

/** false where the architecture is not known, or no rotation was read of it. */
export function predictExllamaV2({ document, maxLength, report }: PredictorInput): boolean {
  const architecture = architectureIn(document);
  if (architecture === null || architecture.none === true) return false;
  const file: Source = {
    file: "exllamav2/architecture.py",
    lines: architecture.line,
    release: RELEASE,
    how: "read",
  };
  report.cite(CONFIG);
  report.cite(file);
  const headDim = headDimOf(document, architecture);
  if (headDim === null) return false;
  const theta = readAny(document, "float", ["rope_theta", "attn_config->rope_theta"]);
  const window = readAny(document, "int", WINDOW_KEYS) ?? int(2048);
  report.derivedMaxLength = numeric(window);
  const rope: Rope = {
    dim: truncate(headDim * (numeric(read(document, "float", ["partial_rotary_factor"])) ?? 1)),
    window: maxLength === null ? window : int(maxLength),
    block: scalingBlock(document),
    topOriginal: document.get("original_max_position_embeddings"),
    half: architecture.half === true,
  };
  const scaling = scalingOf(rope, report);
  const full = rotation(rope, scaling, theta ?? float(architecture.theta ?? 10000), scaling.positions);
  if (architecture.localTheta === undefined) {
    report.ropes.push({ layerType: null, ...full });
  } else {
    report.ropes.push({ layerType: "full_attention", ...full });
    const local = rotation(rope, scaling, float(architecture.localTheta), int(1));
    report.ropes.push({ layerType: "sliding_attention", ...local });
  }
  if (document.has("rope_parameters")) report.ignore("rope_parameters");
  return true;
}

/** A file that names no architecture is taken for the usual one of its model type. */
function architectureIn(document: PyDict): Architecture | null {
  const names = document.get("architectures");
  if (!isList(names)) {
    const modelType = document.get("model_type");
    return typeof modelType === "string" ? architectureFor(modelType) : null;
  }
  if (names.length !== 1) throw assertionError("Multiple architectures defined in config.json");
  const [name] = names;
  return typeof name === "string" ? architectureOf(name) : null;
}

function read(document: PyDict, kind: "int" | "float" | "dict", keys: readonly string[]): PyValue | undefined {
  return readTyped(document, kind, keys, { listed: false });
}

/** At top level, else in text_config. */
function readAny(document: PyDict, kind: "int" | "float", keys: readonly string[]): PyValue | undefined {
  return read(document, kind, [...keys, ...keys.map((key) => `text_config->${key}`)]);
}

function headDimOf(document: PyDict, { headDim }: Architecture): number | null {
  const hidden = readAny(document, "int", ["hidden_size", "d_model", "n_embd"]);
  const heads = readAny(document, "int", ["num_attention_heads", "n_heads", "n_head"]);
  const given = readAny(document, "int", ["head_dim"]);
  if (hidden === undefined) {
    const keys = ["hidden_size", "d_model", "n_embd"];
    const all = [...keys, ...keys.map((key) => `text_config->${key}`)];
    throw valueError(`Missing any of the following keys: [${all.map((key) => `'${key}'`).join(", ")}]`);
  }
  if (given !== undefined) return numeric(given);
  if (headDim !== undefined) return headDim;
  return truthy(heads) ? numeric(floorDivide(hidden, heads)) : null;
}

interface Rope {
  /** Rotated part of a head. */
  readonly dim: number;
  /** The length of the tables. */
  readonly window: PyValue;
  readonly block: PyDict | null;
  readonly topOriginal: PyValue | undefined;
  readonly half: boolean;
}

function scalingBlock(document: PyDict): PyDict | null {
  const block = read(document, "dict", ["rope_scaling", "text_config->rope_scaling"]);
  return isDict(block) && block.size > 0 ? block : null;
}

interface Scaling {
  readonly method: "default" | "su" | "yarn" | "llama3";
  /** What positions are divided by. */
  readonly positions: PyValue;
}

function required(block: PyDict, key: string): PyValue {
  const value = block.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

function asserted(condition: boolean, message: string): void {
  if (!condition) throw assertionError(message);
}

/** What config.py keeps of the block; other types than these are ignored in silence. */
function scalingOf({ block, topOriginal }: Rope, report: Report): Scaling {
  if (block === null) return { method: "default", positions: int(1) };
  const [type, ropeType] = [block.get("type"), block.get("rope_type")];
  asserted(!(truthy(type) && truthy(ropeType)), "rope_scaling key has both `type` and `rope_type` subkeys");
  const name = str(truthy(type) ? type : ropeType);
  ignoreUnread(block, READ[name] ?? [], report);
  switch (name) {
    case "linear":
      asserted(block.has("factor"), "'factor' missing from 'rope_scaling' config");
      return { method: "default", positions: block.get("factor") ?? null };
    case "su":
    case "longrope":
      for (const key of ["long_factor", "short_factor"]) {
        asserted(block.has(key), `'${key}' missing from 'rope_scaling' config ('su' mode)`);
      }
      asserted(topOriginal !== undefined, "'original_max_position_embeddings' required for 'su' scaling");
      report.cite({ ...ROPE, lines: "12-31" });
      return { method: "su", positions: int(1) };
    case "yarn":
      for (const key of ["factor", "original_max_position_embeddings"]) required(block, key);
      report.cite({ ...ROPE, lines: "80-144" });
      return { method: "yarn", positions: int(1) };
    case "llama3":
      for (const key of LLAMA3) required(block, key);
      report.cite({ ...ROPE, lines: "35-75" });
      return { method: "llama3", positions: int(1) };
    case "mrope":
      required(block, "mrope_section");
      return { method: "default", positions: int(1) };
    default:
      if (name !== "default" && name !== "None") report.ignore("rope_scaling");
      return { method: "default", positions: int(1) };
  }
}

const LLAMA3 = ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"] as const;

const READ: Readonly<Partial<Record<string, readonly string[]>>> = {
  linear: ["factor"],
  su: ["long_factor", "short_factor"],
  longrope: ["long_factor", "short_factor"],
  yarn: ["factor", "original_max_position_embeddings"],
  llama3: LLAMA3,
  mrope: ["mrope_section"],
};

function rotation(rope: Rope, { method }: Scaling, base: PyValue, positions: PyValue): Rotation {
  const { invFreq, attentionFactor } = byMethod(rope, method, base);
  const rounded = rope.half ? invFreq.map(toHalf) : invFreq;
  const divisor = truthy(positions) ? positions : float(1);
  const scale = numeric(divisor);
  if (scale === null) throw typeError(`unsupported operand type(s) for /=: 'Tensor' and '${typeName(divisor)}'`);
  return { invFreq: rounded.map((frequency) => Math.fround(frequency / scale)), attentionFactor };
}

/** The nearest number of 16 bits (10 of them behind the point; below 2^-14 the step stays the same). */
function toHalf(value: number): number {
  const step = 2 ** (Math.max(Math.floor(Math.log2(value)), -14) - 10);
  const steps = value / step;
  const lower = Math.floor(steps);
  const up = steps - lower > 0.5 || (steps - lower === 0.5 && lower % 2 === 1);
  return value > 0 ? (up ? lower + 1 : lower) * step : value;
}

function byMethod(rope: Rope, method: Scaling["method"], base: PyValue): Rotation {
  const { dim, block } = rope;
  if (block !== null && method === "su") return longrope(rope, block, base);
  if (block !== null && method === "yarn") return yarn(rope, block, base);
  const invFreq = plainFrequencies(base, dim);
  if (block === null || method !== "llama3") return { invFreq, attentionFactor: 1 };
  const ramp = {
    factor: block.get("factor"),
    lowFreqFactor: block.get("low_freq_factor"),
    highFreqFactor: block.get("high_freq_factor"),
    originalLength: block.get("original_max_position_embeddings"),
  };
  return { invFreq: llama3Frequencies(invFreq, ramp, true), attentionFactor: 1 };
}

/** The list and the factor by the window and the original length at top level. */
function longrope({ dim, window, topOriginal }: Rope, block: PyDict, base: PyValue): Rotation {
  const extended = compare(window, ">", topOriginal);
  const factors = tensorOf(block.get(extended ? "long_factor" : "short_factor"));
  const stretch = extended ? log(divide(window, topOriginal)) / log(topOriginal) : 0;
  return {
    invFreq: broadcast(factors, powers(base, dim)).map((divisor) => Math.fround(1 / divisor)),
    attentionFactor: Math.sqrt(1 + stretch),
  };
}

/** Only where the window is longer than the original length; the ramp is placed by the window. */
function yarn({ dim, window }: Rope, block: PyDict, base: PyValue): Rotation {
  if (!compare(window, ">", block.get("original_max_position_embeddings"))) {
    return { invFreq: plainFrequencies(base, dim), attentionFactor: 1 };
  }
  const factor = block.get("factor");
  const attentionFactor = 0.1 * log(factor) + 1;
  const ramp = { base, dim, factor, length: window, betaFast: int(32), betaSlow: int(1), truncate: true };
  return { invFreq: yarnFrequencies(ramp), attentionFactor };
}
