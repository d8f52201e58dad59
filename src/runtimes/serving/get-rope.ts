/** get_rope of vLLM and SGLang: what their rotary classes compute; the two differ by the options that they are given. */
import { broadcast, plainFrequencies, powers, type Rotation, tensorOf } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnFrequencies, yarnMagnitude } from "../formulas/yarn.ts";
import { compare, divide, log, multiply, subtract } from "../python/arithmetic.ts";
import { assertionError, keyError, type Raised, typeError, valueError } from "../python/raised.ts";
import { float, int, isFloat, isList, numeric, type PyDict, type PyValue, str, typeName } from "../python/value.ts";

export interface GetRope {
  readonly block: PyDict;
  readonly headSize: number;
  readonly rotaryDim: number;
  readonly base: PyValue | undefined;
  readonly maxPosition: PyValue | undefined;
  readonly interleaved: boolean;
}

export function requiredKey(block: PyDict, key: string): PyValue {
  const value = block.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

/** A null in the file is no absent key: Python's getattr hands it on. */
export function statedOr(value: PyValue | undefined, byDefault: PyValue): PyValue {
  return value === undefined ? byDefault : value;
}

/** Its table has a row for each position. */
export function plainRope({ base, rotaryDim, maxPosition }: GetRope): Rotation {
  if (maxPosition === null) {
    throw typeError("arange() received an invalid combination of arguments - got (NoneType, dtype=torch.dtype)");
  }
  return { invFreq: plainFrequencies(base, rotaryDim), attentionFactor: 1 };
}

/** Sections of a multimodal rotation must fill the pairs. */
export function checkSections({ block, rotaryDim }: GetRope): void {
  const sections = block.get("mrope_section");
  if (!isList(sections)) return;
  const sum = sections.reduce<number>((total, section) => total + (numeric(section) ?? 0), 0);
  if (sum !== Math.floor(rotaryDim / 2)) throw assertionError();
}

/** A factor that is a float, or a list of floats; an integer is neither. */
export function linearRope(rope: GetRope, factor: PyValue): Rotation {
  if (!isFloat(factor)) {
    if (!isList(factor)) throw typeError(`'${typeName(factor)}' object is not iterable`);
    throw typeError("can't multiply sequence by non-int of type 'list'");
  }
  const plain = plainRope(rope);
  return { ...plain, invFreq: plain.invFreq.map((frequency) => Math.fround(frequency / factor.value)) };
}

/** base * (factor * length / trained - (factor - 1))^(d/(d-2)), the same at every length. */
export function dynamicRope(
  rope: GetRope,
  factor: PyValue,
  length: PyValue | undefined,
  trained: PyValue | undefined,
): Rotation {
  const stretch = subtract(divide(multiply(factor, length), trained), subtract(factor, int(1))).value;
  return stretchedRope(rope, stretch);
}

/** base * stretch^(d/(d-2)) */
export function stretchedRope(rope: GetRope, stretch: number): Rotation {
  const { rotaryDim } = rope;
  return plainRope({ ...rope, base: multiply(rope.base, float(stretch ** (rotaryDim / (rotaryDim - 2)))) });
}

/** vLLM's `ntk`: base * factor, then divided by factor^(2/d); with mixed_b another curve. */
export function ntkRope(rope: GetRope, factor: PyValue, mixedB: PyValue | undefined): Rotation {
  const scale = multiply(factor, float(1)).value;
  const { rotaryDim } = rope;
  if (mixedB === undefined || mixedB === null) {
    const plain = plainRope({ ...rope, base: multiply(rope.base, factor) });
    const divisor = scale ** (2 / rotaryDim);
    return { ...plain, invFreq: plain.invFreq.map((frequency) => Math.fround(frequency / divisor)) };
  }
  const power = multiply(mixedB, float(1)).value;
  const a = Math.log(scale) / (rotaryDim / 2) ** power;
  const plain = plainRope(rope);
  return {
    ...plain,
    invFreq: plain.invFreq.map((frequency, i) => Math.fround(frequency / Math.exp(a * (i + 1) ** power))),
  };
}

export function llama3Rope(rope: GetRope, read: (key: string) => PyValue): Rotation {
  const values = {
    factor: read("factor"),
    lowFreqFactor: read("low_freq_factor"),
    highFreqFactor: read("high_freq_factor"),
    originalLength: read("original_max_position_embeddings"),
  };
  return { invFreq: llama3Frequencies(plainRope(rope).invFreq, values, true), attentionFactor: 1 };
}

export interface YarnSettings {
  readonly factor: PyValue;
  readonly original: PyValue;
  /** The ramp's ends are whole numbers. */
  readonly truncate: boolean;
  /** On cos and sin. */
  readonly attentionFactor: number;
  /** Times the share of a pair that keeps its frequency; undefined: 1. */
  readonly extrapolation: PyValue | undefined;
}

export function yarnRope(rope: GetRope, settings: YarnSettings): Rotation {
  const { block, base, rotaryDim } = rope;
  const { factor, original, truncate, attentionFactor, extrapolation } = settings;
  const read = (key: string, byDefault: number): PyValue => {
    const value = block.get(key);
    return value === undefined ? int(byDefault) : value;
  };
  const invFreq = yarnFrequencies({
    base,
    dim: rotaryDim,
    factor,
    length: original,
    betaFast: read("beta_fast", 32),
    betaSlow: read("beta_slow", 1),
    truncate,
    keep: extrapolation === undefined ? 1 : multiply(extrapolation, float(1)).value,
  });
  return { invFreq, attentionFactor };
}

/** g(s, mscale) / g(s, mscale_all_dim) with the defaults 1 and 0, times attn_factor where that is read. */
export function deepseekFactor(block: PyDict, factor: PyValue, attnFactor: boolean): number {
  const read = (key: string, byDefault: number): PyValue => {
    const value = block.get(key);
    return value === undefined ? int(byDefault) : value;
  };
  const own = yarnMagnitude(factor, read("mscale", 1)) / yarnMagnitude(factor, read("mscale_all_dim", 0));
  return attnFactor ? own * multiply(read("attn_factor", 1), float(1)).value : own;
}

/** Phi3LongRoPEScaledRotaryEmbedding: both lists are built, one is used. */
export function longRope(rope: GetRope, original: PyValue, useLong: boolean): Rotation {
  const { block, base, rotaryDim, maxPosition, interleaved } = rope;
  const short = requiredKey(block, "short_factor");
  const long = requiredKey(block, "long_factor");
  if (interleaved) throw valueError("`Phi3LongRoPEScaledRotaryEmbedding` only supports neox_style.");
  const scale = divide(maxPosition, original);
  const own = compare(scale, "<=", float(1)) ? 1 : Math.sqrt(1 + divide(float(log(scale)), float(log(original))).value);
  const build = (list: PyValue, mscale: PyValue | undefined): Rotation => ({
    invFreq: broadcast(tensorOf(list), powers(base, rotaryDim)).map((product) => Math.fround(1 / product)),
    attentionFactor: mscale === undefined || mscale === null ? own : multiply(mscale, float(1)).value,
  });
  const lists = [build(short, block.get("short_mscale")), build(long, block.get("long_mscale"))];
  return lists[useLong ? 1 : 0] ?? plainRope(rope);
}

/** Gemma 4: the first pairs rotate with exponents over the head, the others not at all; the factor is not read. */
export function proportionalRope({ base, headSize, rotaryDim }: GetRope): Rotation {
  const all = plainFrequencies(base, headSize);
  const rotated = Math.floor(rotaryDim / 2);
  return { invFreq: all.map((frequency, i) => (i < rotated ? frequency : 0)), attentionFactor: 1 };
}

export function unknownType(type: PyValue | undefined): Raised {
  return valueError(`Unknown RoPE scaling type ${str(type)}`);
}
