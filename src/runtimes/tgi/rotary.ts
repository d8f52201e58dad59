/** PositionRotaryEmbedding.static of TGI 3.3.7 and the classes that it makes (layers/rotary.py). */
import { broadcast, plainFrequencies, powers, type Rotation, tensorOf } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnFrequencies, yarnMagnitude } from "../formulas/yarn.ts";
import { compare, divide, log, multiply, subtract } from "../python/arithmetic.ts";
import { keyError, Raised } from "../python/raised.ts";
import { float, int, type PyDict, type PyValue, str } from "../python/value.ts";

export interface TgiRope {
  readonly block: PyDict | null;
  readonly dim: number;
  readonly base: PyValue | undefined;
  readonly window: PyValue | undefined;
  /** original_max_position_embeddings beside the block; undefined: the object has none. */
  readonly topOriginal: PyValue | undefined;
  /** Name of the configuration class. */
  readonly className: string;
  readonly sequenceLength: number | null;
}

export interface TgiRotation extends Rotation {
  /** The class that was made. */
  readonly made: string;
  /** Positions below the original length turn by other frequencies than those above, in one sequence. */
  readonly mixed: boolean;
}

export function typeOf(block: PyDict): PyValue | undefined {
  return block.has("rope_type") ? block.get("rope_type") : block.get("type");
}

function required(block: PyDict, key: string): PyValue {
  const value = block.get(key);
  if (value === undefined) throw keyError(key);
  return value;
}

function unscaled({ base, dim }: TgiRope): TgiRotation {
  return {
    invFreq: plainFrequencies(base, dim),
    attentionFactor: 1,
    made: "PositionRotaryEmbedding",
    mixed: false,
  };
}

/** linear is accepted and not applied. */
export function staticRope(rope: TgiRope): TgiRotation {
  const { block } = rope;
  if (block === null) return unscaled(rope);
  const type = typeOf(block);
  switch (type) {
    case "linear":
    case "default":
      return unscaled(rope);
    case "mrope":
      required(block, "mrope_section");
      return unscaled(rope);
    case "dynamic":
      return dynamic(rope, required(block, "factor"));
    case "llama3":
      return llama3(rope, block);
    case "yarn":
      return yarn(rope, block);
    case "su":
    case "longrope":
      return longrope(rope, block);
    default:
      throw new Raised(
        "NotImplementedError",
        `rope scaling type ${str(required(block, "type"))} is not implemented or invalid`,
      );
  }
}

/** Above the window the base grows; the table then stays grown for later requests. */
function dynamic(rope: TgiRope, factor: PyValue): TgiRotation {
  const { window, dim, base } = rope;
  const length = int(rope.sequenceLength ?? 1);
  const made = "DynamicPositionRotaryEmbedding";
  if (!compare(length, ">", window)) return { ...unscaled(rope), made };
  const stretch = subtract(divide(multiply(factor, length), window), subtract(factor, int(1))).value;
  return { ...unscaled({ ...rope, base: multiply(base, float(stretch ** (dim / (dim - 2)))) }), made };
}

function llama3(rope: TgiRope, block: PyDict): TgiRotation {
  const ramp = {
    factor: required(block, "factor"),
    lowFreqFactor: required(block, "low_freq_factor"),
    highFreqFactor: required(block, "high_freq_factor"),
    originalLength: required(block, "original_max_position_embeddings"),
  };
  const plain = unscaled(rope);
  return { ...plain, invFreq: llama3Frequencies(plain.invFreq, ramp, true) };
}

/** The betas are 32 and 1 and the ramp's ends are rounded, whatever the block says. */
function yarn({ dim, base }: TgiRope, block: PyDict): TgiRotation {
  const factor = required(block, "factor");
  const length = required(block, "original_max_position_embeddings");
  const [mscale, all] = [block.get("mscale") ?? float(1), block.get("mscale_all_dim") ?? float(0)];
  const attentionFactor = yarnMagnitude(factor, mscale) / yarnMagnitude(factor, all);
  const ramp = { base, dim: 2 * Math.ceil(dim / 2), factor, length, betaFast: int(32), betaSlow: int(1) };
  return {
    invFreq: yarnFrequencies({ ...ramp, truncate: true }),
    attentionFactor,
    made: "YarnPositionRotaryEmbedding",
    mixed: false,
  };
}

/** Short list below the original length, long list above; the two scales multiply the angles. */
function longrope(rope: TgiRope, block: PyDict): TgiRotation {
  const { base, dim, window, topOriginal } = rope;
  const divisors = powers(base, dim);
  const list = (key: string): number[] =>
    broadcast(tensorOf(required(block, key)), divisors).map((divisor) => Math.fround(1 / divisor));
  const [short, long] = [list("short_factor"), list("long_factor")];
  if (topOriginal === undefined) {
    const object = `'${rope.className}' object`;
    throw new Raised("AttributeError", `${object} has no attribute 'original_max_position_embeddings'`);
  }
  const own = compare(window, "<=", topOriginal)
    ? 1
    : Math.sqrt(1 + log(divide(window, topOriginal)) / log(topOriginal));
  const scaled = block.has("short_mscale") && block.has("long_mscale");
  const [shortScale, longScale] = scaled ? [block.get("short_mscale"), block.get("long_mscale")] : [];
  const turned = (angles: readonly number[], scale: PyValue | undefined): number[] =>
    angles.map((angle) => (scaled ? Math.fround(multiply(scale, float(angle)).value) : angle));
  const [below, above] = [turned(short, shortScale), turned(long, longScale)];
  const extended = compare(int(rope.sequenceLength ?? 1), ">", topOriginal);
  return {
    invFreq: extended ? above : below,
    attentionFactor: scaled ? 1 : own,
    made: scaled ? "Phi3LongRoPEScaledRotaryEmbedding" : "SuRotaryEmbedding",
    mixed: extended && below.some((frequency, pair) => frequency !== above[pair]),
  };
}
