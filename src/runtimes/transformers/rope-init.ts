/** modeling_rope_utils.py: the frequencies of each rope type, release by release. */
import { broadcast, plainFrequencies, powers, type Rotation, shownFactor, tensorOf } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnAttentionFactor, yarnFrequencies } from "../formulas/yarn.ts";
import { perPair } from "../per-pair.ts";
import { compare, divide, floorDivide, log, multiply, squareRoot, subtract, truncate } from "../python/arithmetic.ts";
import { keyError, Raised, typeError } from "../python/raised.ts";
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
import { atLeast, below } from "../release.ts";

/** What a formula reads, whichever object holds it. */
export interface RopeInput {
  readonly release: string;
  readonly block: PyDict;
  readonly base: PyValue | undefined;
  /** int(head_dim * partial_rotary_factor) as this type of RoPE finds it. */
  readonly dim: number;
  readonly maxPositionEmbeddings: PyValue | undefined;
  /** The original length outside the block (v4), undefined where the object has none. */
  readonly topOriginal: PyValue | undefined;
  /** The dict that `truncate` is read from: in v5 the outer one. */
  readonly outer: PyDict;
}

/** A rotary module: its frequencies for a sequence length, null for the state after construction. */
export type RopeInit = (
  input: RopeInput,
  sequenceLength: number | null,
) => Rotation & { readonly factorValue: PyValue };

function v5(release: string): boolean {
  return atLeast(release, "5.0.0");
}

function required(block: PyDict, key: string): PyValue {
  const value = block.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

function rotation(invFreq: readonly number[], factor: PyValue): Rotation & { factorValue: PyValue } {
  const number = numeric(factor) ?? Number.NaN;
  return { invFreq, attentionFactor: shownFactor(invFreq, number), factorValue: factor };
}

/** A tensor divided by a value: only numbers can. */
function divisor(value: PyValue | undefined, operator: string): number {
  const number = numeric(value);
  if (number === null) {
    throw typeError(`unsupported operand type(s) for ${operator}: 'Tensor' and '${typeName(value)}'`);
  }
  return number;
}

const defaultInit: RopeInit = ({ base, dim }) => rotation(plainFrequencies(base, dim), float(1));

const linearInit: RopeInit = ({ block, base, dim }) => {
  const factor = required(block, "factor");
  const plain = plainFrequencies(base, dim);
  const scale = divisor(factor, "/=");
  return rotation(
    plain.map((frequency) => Math.fround(frequency / scale)),
    float(1),
  );
};

const dynamicInit: RopeInit = ({ block, base, dim, maxPositionEmbeddings: max }, sequenceLength) => {
  const factor = required(block, "factor");
  const length = sequenceLength === null ? max : int(Math.max(sequenceLength, numeric(max) ?? 0));
  const stretch = subtract(divide(multiply(factor, length), max), subtract(factor, int(1))).value;
  if (dim === 2) throw new Raised("ZeroDivisionError", "division by zero");
  return rotation(plainFrequencies(multiply(base, float(stretch ** (dim / (dim - 2)))), dim), float(1));
};

/** The length that the ramp counts in, and the factor: three eras. */
function yarnLengths(input: RopeInput): { length: PyValue | undefined; factor: PyValue } {
  const { block, release, maxPositionEmbeddings: max } = input;
  const factor = required(block, "factor");
  const original = block.get("original_max_position_embeddings");
  if (v5(release)) {
    const length = required(block, "original_max_position_embeddings");
    return { length, factor: factor === null ? divide(max, length) : factor };
  }
  if (below(release, "4.51.0")) return { length: max, factor };
  if (below(release, "4.56.0")) {
    return original === undefined ? { length: max, factor } : { length: original, factor: divide(max, original) };
  }
  return { length: truthy(original) ? original : max, factor };
}

function yarnFactor(input: RopeInput, factor: PyValue): PyValue {
  const { block, release } = input;
  const given = block.get("attention_factor");
  if (given !== undefined && given !== null) return given;
  if (below(release, "4.51.0")) return float(0.1 * log(factor) + 1);
  const [mscale, mscaleAllDim] = [block.get("mscale"), block.get("mscale_all_dim")];
  return yarnAttentionFactor(factor, mscale, mscaleAllDim, truthy(mscale) && truthy(mscaleAllDim));
}

const yarnInit: RopeInit = (input) => {
  const { block, base, dim, release, outer } = input;
  const { length, factor } = yarnLengths(input);
  const attentionFactor = yarnFactor(input, factor);
  const [fast, slow] = [block.get("beta_fast"), block.get("beta_slow")];
  const rounding = below(release, "4.55.0") || truthy(outer.has("truncate") ? outer.get("truncate") : true);
  const invFreq = yarnFrequencies({
    base,
    dim,
    factor,
    length,
    betaFast: truthy(fast) ? fast : int(32),
    betaSlow: truthy(slow) ? slow : int(1),
    truncate: rounding,
  });
  return rotation(invFreq, attentionFactor);
};

/** The original length and the factor that the attention factor is made of. */
function longropeLengths(input: RopeInput): { original: PyValue | undefined; factor: PyValue | undefined } {
  const { block, release, topOriginal, maxPositionEmbeddings: max } = input;
  const factor = block.get("factor");
  if (v5(release)) {
    const original = required(block, "original_max_position_embeddings");
    return { original, factor: factor === undefined || factor === null ? divide(max, original) : factor };
  }
  const counts = atLeast(release, "4.57.0") ? truthy(topOriginal) : topOriginal !== undefined;
  return counts ? { original: topOriginal, factor: divide(max, topOriginal) } : { original: max, factor };
}

function longropeFactor(block: PyDict, original: PyValue | undefined, factor: PyValue | undefined): PyValue {
  const given = block.get("attention_factor");
  if (given !== undefined && given !== null) return given;
  if (compare(factor, "<=", float(1))) return float(1);
  const ratio = divide(float(log(factor)), float(log(original))).value;
  return float(squareRoot(1 + ratio));
}

/** Before 4.48 the list was chosen once, by the configured lengths. */
function longListAtStart(input: RopeInput, original: PyValue | undefined, factor: PyValue | undefined): boolean {
  const { topOriginal, maxPositionEmbeddings: max } = input;
  return topOriginal !== undefined ? compare(max, ">", original) : compare(multiply(max, factor), ">", max);
}

const longropeInit: RopeInit = (input, sequenceLength) => {
  const { block, base, dim, release } = input;
  const longFactor = required(block, "long_factor");
  const shortFactor = required(block, "short_factor");
  const { original, factor } = longropeLengths(input);
  const attentionFactor = longropeFactor(block, original, factor);
  const long = below(release, "4.48.0")
    ? longListAtStart(input, original, factor)
    : sequenceLength !== null && compare(int(sequenceLength), ">", original);
  const factors = tensorOf(long ? longFactor : shortFactor);
  const invFreq = broadcast(factors, powers(base, dim)).map((product) => Math.fround(1 / product));
  return rotation(invFreq, attentionFactor);
};

const llama3Init: RopeInit = ({ block, base, dim, release }) => {
  const plain = plainFrequencies(base, dim);
  const values = {
    factor: required(block, "factor"),
    lowFreqFactor: required(block, "low_freq_factor"),
    highFreqFactor: required(block, "high_freq_factor"),
    originalLength: required(block, "original_max_position_embeddings"),
  };
  return rotation(llama3Frequencies(plain, values, below(release, "4.44.0")), float(1));
};

const proportionalInit: RopeInit = ({ block, base, dim }) => {
  const share = block.has("partial_rotary_factor") ? block.get("partial_rotary_factor") : float(1);
  const angles = truncate(floorDivide(multiply(share, int(dim)), int(2)).value);
  if (angles < 0) throw new Raised("RuntimeError", "upper bound and lower bound inconsistent with step sign");
  const scale = divisor(block.has("factor") ? block.get("factor") : float(1), "/=");
  const half = Math.floor(dim / 2);
  const all = plainFrequencies(base, dim);
  const invFreq = perPair(Math.max(half, angles), (i) => (i < angles ? (all[i] ?? Number.NaN) : 0));
  return rotation(
    invFreq.map((frequency) => Math.fround(frequency / scale)),
    float(1),
  );
};

const INIT: Readonly<Record<string, RopeInit>> = {
  linear: linearInit,
  dynamic: dynamicInit,
  yarn: yarnInit,
  longrope: longropeInit,
  llama3: llama3Init,
};

/** The entry of ROPE_INIT_FUNCTIONS; raises KeyError for a type that the release does not have. */
export function ropeInit(type: PyValue | undefined, release: string): RopeInit {
  if (typeof type === "string") {
    if (type === "default" && !v5(release)) return defaultInit;
    if (type === "proportional" && atLeast(release, "5.1.0")) return proportionalInit;
    const found = Object.hasOwn(INIT, type) ? INIT[type] : undefined;
    if (found !== undefined) return found;
    throw keyError(type);
  }
  if (isList(type) || isDict(type)) throw typeError(`unhashable type: '${typeName(type)}'`);
  throw new Raised("KeyError", str(type));
}
