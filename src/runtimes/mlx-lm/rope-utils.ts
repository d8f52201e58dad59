/** initialize_rope of mlx_lm/models/rope_utils.py, release by release. Its frequencies are divisors of the position. */
import { broadcast, powers, type Rotation, tensorOf } from "../formulas/common.ts";
import { yarnMagnitude } from "../formulas/yarn.ts";
import { perPair } from "../per-pair.ts";
import {
  ceil,
  compare,
  divide,
  floor,
  log,
  multiply,
  squareRoot,
  subtract,
  truncatedProduct,
} from "../python/arithmetic.ts";
import { assertionError, keyError, typeError, valueError } from "../python/raised.ts";
import { float, int, isList, numeric, type PyDict, type PyValue, str, truthy, typeName } from "../python/value.ts";
import { atLeast, below } from "../release.ts";

export interface MlxRope {
  readonly release: string;
  readonly dims: number;
  readonly base: PyValue | undefined;
  readonly block: PyDict | null;
  readonly maxPositionEmbeddings: PyValue | undefined;
  readonly sequenceLength: number | null;
}

/** First release whose initialize_rope knows the type. */
const SINCE: Readonly<Record<string, string>> = {
  yarn: "0.22.5",
  longrope: "0.25.3",
  mrope: "0.26.4",
  deepseek_yarn: "0.30.4",
  "telechat3-yarn": "0.30.4",
  proportional: "0.31.2",
  dynamic: "0.32.0",
};

/** `type` counts before `rope_type`. */
function mlxRopeType(block: PyDict | null): PyValue {
  if (block === null) return "default";
  const type = block.get("type");
  if (truthy(type) && type !== undefined) return type;
  return block.has("rope_type") ? (block.get("rope_type") ?? null) : "default";
}

function required(block: PyDict, key: string): PyValue {
  const value = block.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

/** Raises ValueError for a type that the release does not know, and what its formulas raise. */
export function initializeRope(rope: MlxRope): Rotation {
  const { block, release } = rope;
  const type = mlxRopeType(block);
  if (type === "default") return plain(rope, 1);
  const name = str(type);
  const since = Object.hasOwn(SINCE, name) ? SINCE[name] : undefined;
  if (block === null || (since !== undefined && below(release, since)))
    throw valueError(`Unsupported RoPE type ${name}`);
  switch (name) {
    case "linear":
      return plain(rope, divide(int(1), required(block, "factor")).value);
    case "dynamic":
      return dynamic(rope, required(block, "factor"));
    case "llama3":
      return llama3(rope, block);
    case "yarn":
    case "deepseek_yarn":
    case "telechat3-yarn":
      return yarn(rope, block);
    case "longrope":
      return longrope(rope, {
        original: required(block, "original_max_position_embeddings"),
        short: required(block, "short_factor"),
        long: required(block, "long_factor"),
      });
    case "proportional":
      return proportional(rope, block);
    case "mrope":
      return mrope(rope, block);
    default:
      throw valueError(`Unsupported RoPE type ${name}`);
  }
}

function baseOf({ base }: MlxRope): number {
  const number = numeric(base);
  if (base === null) throw valueError("[rope] Neither base nor freqs has a value.");
  if (number === null) throw typeError(`rope(): incompatible function arguments: base of type '${typeName(base)}'`);
  return number;
}

function inverse(divisors: readonly number[]): number[] {
  return divisors.map((divisor) => Math.fround(1 / divisor));
}

/** nn.RoPE: positions times `scale`. */
export function plain(rope: MlxRope, scale: number): Rotation {
  const base = baseOf(rope);
  const size = Math.ceil(rope.dims / 2);
  if (!Number.isFinite(base)) {
    return { invFreq: new Array<number>(Math.max(0, size)).fill(Number.NaN), attentionFactor: Number.NaN };
  }
  return { invFreq: powers(float(base), rope.dims).map((power) => Math.fround(scale / power)), attentionFactor: 1 };
}

function dynamic(rope: MlxRope, factor: PyValue): Rotation {
  const max = rope.maxPositionEmbeddings;
  compare(int(rope.sequenceLength ?? 1), ">", max);
  const length = int(Math.max(rope.sequenceLength ?? 1, numeric(max) ?? 0));
  const stretch = subtract(divide(multiply(factor, length), max), subtract(factor, int(1))).value;
  // A negative number to a fractional power is complex in Python.
  if (stretch < 0) throw typeError("rope(): incompatible function arguments: base of type 'complex'");
  const base = baseOf(rope) * stretch ** (rope.dims / (rope.dims - 2));
  return plain({ ...rope, base: float(base) }, 1);
}

function llama3({ dims, base }: MlxRope, block: PyDict): Rotation {
  const factor = required(block, "factor");
  const read = (key: string, byDefault: PyValue): PyValue => (block.has(key) ? (block.get(key) ?? null) : byDefault);
  const low = read("low_freq_factor", float(1));
  const high = read("high_freq_factor", float(4));
  const length = read("original_max_position_embeddings", int(8192));
  const lowWavelength = divide(length, low).value;
  const highWavelength = divide(length, high).value;
  if (numeric(factor) === null && factor !== null) {
    throw valueError(`Cannot perform multiplication on an mlx.core.array and ${typeName(factor)}`);
  }
  const [scale, lowFactor] = [multiply(factor, float(1)).value, multiply(low, float(1)).value];
  const span = subtract(high, low).value;
  const divisors = powers(base, dims).map((divisor) => {
    const wavelength = 2 * Math.PI * divisor;
    const stretched = wavelength > lowWavelength ? divisor * scale : divisor;
    if (!(wavelength > highWavelength && wavelength < lowWavelength)) return stretched;
    const smooth = ((numeric(length) ?? Number.NaN) / wavelength - lowFactor) / span;
    return stretched / ((1 - smooth) / scale + smooth);
  });
  return { invFreq: inverse(divisors), attentionFactor: 1 };
}

function yarn({ dims, base }: MlxRope, block: PyDict): Rotation {
  const factor = required(block, "factor");
  const read = (key: string, byDefault: number): PyValue => {
    const value = block.get(key);
    return value === undefined ? int(byDefault) : value;
  };
  const length = read("original_max_position_embeddings", 4096);
  const attention = yarnMagnitude(factor, read("mscale", 1)) / yarnMagnitude(factor, read("mscale_all_dim", 0));
  const kept = powers(base, dims);
  const turnDim = (rotations: PyValue): number => {
    const turns = multiply(multiply(rotations, int(2)), float(Math.PI));
    return divide(float(dims * log(divide(length, turns))), float(2 * log(base))).value;
  };
  const low = Math.max(floor(turnDim(read("beta_fast", 32))), 0);
  let high = Math.min(ceil(turnDim(read("beta_slow", 1))), dims - 1);
  if (low === high) high += 0.001;
  const scale = multiply(factor, float(1)).value;
  const divisors = kept.map((divisor, i) => {
    const mask = 1 - Math.min(1, Math.max(0, (i - low) / (high - low)));
    const stretched = scale * divisor;
    return (stretched * divisor) / (stretched * mask + divisor * (1 - mask));
  });
  return { invFreq: inverse(divisors), attentionFactor: attention };
}

export interface SuScaled {
  readonly original: PyValue | undefined;
  readonly short: PyValue | undefined;
  readonly long: PyValue | undefined;
  readonly shortScale?: PyValue | undefined;
  readonly longScale?: PyValue | undefined;
}

/** SuScaledRoPE: the long list always, but for 0.29 and 0.30.0, which switch by the length of the call. */
export function longrope(rope: MlxRope, { original, short, long, shortScale, longScale }: SuScaled): Rotation {
  const { dims, base, release, maxPositionEmbeddings: max } = rope;
  const switches = atLeast(release, "0.29.0") && below(release, "0.30.4");
  const divisors = powers(base, dims);
  const lists = [switches ? short : long, long].map((list) => shaped(list, divisors));
  const factor = divide(max, original);
  const noScale = atLeast(release, "0.29.0") && factor.value <= 1;
  const own = noScale ? 1 : squareRoot(1 + divide(float(log(factor)), float(log(original))).value);
  const useLong = !switches || compare(int(rope.sequenceLength ?? 1), ">", original);
  const scale = useLong ? longScale : shortScale;
  return {
    invFreq: inverse(lists[useLong ? 1 : 0] ?? []),
    attentionFactor: truthy(scale) ? (numeric(scale) ?? Number.NaN) : own,
  };
}

function shaped(list: PyValue | undefined, divisors: readonly number[]): number[] {
  const factors = isList(list) || numeric(list) !== null ? tensorOf(list) : null;
  if (list === null) throw typeError("__init__(): incompatible function arguments: val of type NoneType");
  if (factors === null) throw valueError(`Cannot build an array from ${typeName(list)}`);
  if (factors.length !== divisors.length && factors.length !== 1) {
    throw valueError(`[broadcast_shapes] Shapes (${factors.length}) and (${divisors.length}) cannot be broadcast.`);
  }
  return broadcast(factors, divisors);
}

function proportional({ dims, base }: MlxRope, block: PyDict): Rotation {
  const read = (key: string): PyValue => (block.has(key) ? (block.get(key) ?? null) : float(1));
  const share = read("partial_rotary_factor");
  if (typeof share === "string") throw valueError("invalid literal for int() with base 10");
  const rotated = truncatedProduct(int(dims), share);
  if (rotated < 0) throw valueError("[rope] freqs must be one dimensional");
  if (rotated > dims) throw valueError("rotated_dims should be smaller than dims");
  const factor = multiply(read("factor"), float(1)).value;
  const all = powers(base, dims);
  const pairs = Math.ceil(rotated / 2) + Math.floor((dims - rotated) / 2);
  const invFreq = perPair(pairs, (i) => {
    return i < Math.ceil(rotated / 2) ? Math.fround(1 / (factor * (all[i] ?? Number.NaN))) : 0;
  });
  return { invFreq, attentionFactor: 1 };
}

function mrope(rope: MlxRope, block: PyDict): Rotation {
  const sections = block.get("mrope_section");
  const count = isList(sections) ? sections.length : 0;
  if (count !== 3) throw assertionError(`MRoPE currently only supports 3 sections, got ${count}.`);
  return plain(rope, 1);
}
