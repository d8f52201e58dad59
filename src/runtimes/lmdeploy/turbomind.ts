/** lmdeploy's TurboMind: what its parser hands to the kernels, and what they make of it. */
import type { Rotation } from "../formulas/common.ts";
import { clampToUnit, rampedFrequencies } from "../formulas/ramp.ts";
import { yarnMagnitude } from "../formulas/yarn.ts";
import { perPair } from "../per-pair.ts";
import type { Predictor, PredictorInput } from "../predictors.ts";
import { ceil, divide, floor, log, multiply } from "../python/arithmetic.ts";
import { Raised, typeError } from "../python/raised.ts";
import {
  float,
  floatOf,
  int,
  isDict,
  numeric,
  type PyDict,
  type PyValue,
  str,
  truthy,
  typeName,
} from "../python/value.ts";
import type { Source } from "../runtime.ts";
import type { LoadedConfig } from "../serving/load.ts";
import { partOf } from "../transformers/rotary-size.ts";
import { ignoreUnreadOfLoaded } from "../unread-keys.ts";
import { flatParameters, headOf, loadLmdeploy, modelFor, NotKnown, windowOf } from "./load.ts";
import { TURBOMIND_MODELS } from "./models.ts";

const PARSER: Source = {
  file: "lmdeploy/turbomind/models/utils.py",
  lines: "77-189",
  release: "0.18.0",
  how: "ran",
};
const KERNEL: Source = {
  file: "src/turbomind/models/attention_weight.cc",
  lines: "37-83",
  release: "1263d5cd",
  how: "read",
};

/** Keys that each type reads. */
const READ: Readonly<Partial<Record<string, readonly string[]>>> = {
  linear: ["factor"],
  dynamic: ["factor"],
  yarn: [
    "factor",
    "original_max_position_embeddings",
    "beta_fast",
    "beta_slow",
    "mscale",
    "mscale_all_dim",
    "attention_factor",
  ],
  llama3: ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"],
};

/** false where the engine does not know the model type: `serve` then takes the PyTorch engine. */
export const predictTurbomind: Predictor = ({ document, sequenceLength, report }: PredictorInput): boolean => {
  try {
    const config = loadLmdeploy(document, report);
    const model = config === null ? null : modelFor(document, config, TURBOMIND_MODELS, {});
    if (config === null || model === null) return false;
    const block = flatParameters(config);
    if (block === null && isDict(config.block)) return false;
    report.cite(PARSER);
    report.cite(KERNEL);
    report.cite({
      file: `lmdeploy/turbomind/models/${model.file}`,
      lines: model.lines,
      release: "0.18.0",
      how: "read",
    });
    report.derivedMaxLength = windowOf(config);
    const type = typeOf(block);
    report.ropes.push({ layerType: null, ...rotation(ropeOf(config, block), type, sequenceLength ?? 1) });
    ignoreUnreadOfLoaded(block, ["mrope_section", ...(READ[type] ?? [])], report);
    return true;
  } catch (error) {
    if (error instanceof NotKnown) return false;
    throw error;
  }
};

interface Rope {
  readonly block: PyDict;
  readonly dim: number;
  readonly base: number;
  readonly maxPosition: number;
}

function ropeOf(config: LoadedConfig, block: PyDict | null): Rope {
  const { attributes } = config;
  const share = block?.get("partial_rotary_factor") ?? attributes.get("partial_rotary_factor") ?? float(1);
  const theta = block?.get("rope_theta") ?? float(10000);
  const max = numeric(attributes.get("max_position_embeddings") ?? int(0));
  if (max === null) throw new NotKnown();
  return {
    block: block ?? new Map(),
    dim: partOf(headOf(config), share),
    base: floatOf(theta).value,
    maxPosition: Math.trunc(max),
  };
}

function typeOf(block: PyDict | null): string {
  const [type, legacy] = [block?.get("rope_type"), block?.get("type")];
  const named = truthy(type) ? type : legacy;
  if (!truthy(named)) return block === null ? "default" : "";
  return named === "mrope" ? "default" : str(named);
}

/** base^(-2i/d), one a pair. */
function frequenciesOf(base: number, dim: number): number[] {
  return perPair(Math.floor(dim / 2), (i) => base ** ((-2 * i) / dim));
}

function rotation(rope: Rope, type: string, length: number): Rotation {
  const frequencies = frequenciesOf(rope.base, rope.dim);
  const factor = rope.block.get("factor") ?? float(0);
  switch (type) {
    case "default":
      return unscaled(frequencies);
    case "linear": {
      const inverse = inverseOf(field("factor", factor));
      return unscaled(frequencies.map((frequency) => frequency * inverse));
    }
    case "dynamic":
      return dynamic(rope, field("factor", factor), length);
    case "llama3":
      return llama3(rope, frequencies, field("factor", factor));
    case "yarn":
      return yarn(rope, frequencies, factor);
    default:
      throw new Raised("RuntimeError", `Unsupported rope type: ${type}`);
  }
}

/** A number for a C++ field. */
function field(name: string, value: PyValue | undefined): number {
  const number = numeric(value);
  if (number === null) throw typeError(`(): incompatible function arguments: ${name} of type '${typeName(value)}'`);
  return number;
}

function unscaled(invFreq: readonly number[]): Rotation {
  return { invFreq: invFreq.map(Math.fround), attentionFactor: 1 };
}

/** A factor of 0 stands for none. */
function inverseOf(factor: number): number {
  return factor === 0 ? 1 : 1 / factor;
}

/** By the length of the prompt, once for a request. */
function dynamic({ base, dim, maxPosition }: Rope, factor: number, length: number): Rotation {
  if (factor <= 1 || length <= maxPosition) return unscaled(frequenciesOf(base, dim));
  const stretch = (factor * length) / maxPosition - (factor - 1);
  return unscaled(frequenciesOf(base * stretch ** (dim / (dim - 2)), dim));
}

function llama3({ block }: Rope, frequencies: readonly number[], factor: number): Rotation {
  const low = field("low_freq_factor", block.get("low_freq_factor") ?? float(1));
  const high = field("high_freq_factor", block.get("high_freq_factor") ?? float(1));
  const original = field("original_max_position_embeddings", block.get("original_max_position_embeddings") ?? int(0));
  return { invFreq: rampedFrequencies(frequencies, { factor, low, high, original }), attentionFactor: 1 };
}

/** The factor is max_position_embeddings by the original length, and the ramp is counted in the former. */
function yarn({ block, base, dim, maxPosition }: Rope, frequencies: readonly number[], explicit: PyValue): Rotation {
  const given = block.get("attention_factor");
  const [mscale, all] = [block.get("mscale") ?? null, block.get("mscale_all_dim") ?? null];
  const own = (): number =>
    mscale !== null && all !== null
      ? yarnMagnitude(explicit, mscale) / yarnMagnitude(explicit, all)
      : yarnMagnitude(explicit);
  const attentionFactor = given === undefined || given === null ? own() : multiply(given, float(1)).value;
  const factor = block.has("original_max_position_embeddings")
    ? divide(int(maxPosition), block.get("original_max_position_embeddings")).value
    : field("factor", explicit);
  const inverse = inverseOf(factor);
  const turns = (key: string, byDefault: number): number => {
    const rotations = block.has(key) ? block.get(key) : float(byDefault);
    const count = divide(int(maxPosition), multiply(rotations, float(2 * Math.PI)));
    return (dim * log(count)) / (2 * log(float(base)));
  };
  const low = Math.max(floor(turns("beta_fast", 32)), 0);
  let high = Math.min(ceil(turns("beta_slow", 1)), dim - 1);
  if (low === high) high += 0.001;
  const invFreq = frequencies.map((frequency, i) =>
    Math.fround(frequency - frequency * clampToUnit((i - low) / (high - low)) * (1 - inverse)),
  );
  return { invFreq, attentionFactor };
}
