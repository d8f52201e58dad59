/** RopeParams of TensorRT-LLM: what it takes from a config, and the frequencies that it makes. Read, never run. */
import { broadcast, plainFrequencies, powers, type Rotation, tensorOf } from "../formulas/common.ts";
import { llama3Frequencies } from "../formulas/llama3.ts";
import { yarnFrequencies, yarnMagnitude } from "../formulas/yarn.ts";
import { compare, divide, log, multiply } from "../python/arithmetic.ts";
import { assertionError, valueError } from "../python/raised.ts";
import { float, int, type PyDict, type PyValue, str, truthy } from "../python/value.ts";

export interface RopeParams {
  readonly dim: number;
  readonly theta: PyValue;
  /** config.max_position_embeddings */
  readonly maxPosition: PyValue;
  /** config.max_seq_len; null: there is none. */
  readonly maxSeqLen: PyValue;
  /** Of the config itself, which counts above the block's. */
  readonly topOriginal: PyValue;
  /** null: there is none. */
  readonly block: PyDict | null;
}

const TYPES = new Set(["none", "linear", "dynamic", "longrope", "llama3", "yarn", "mrope"]);

/** Keys that each type reads; `alpha` only for dynamic. */
export const READ: Readonly<Partial<Record<string, readonly string[]>>> = {
  none: ["factor"],
  mrope: ["factor", "mrope_section"],
  linear: ["factor"],
  dynamic: ["alpha"],
  llama3: ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"],
  yarn: ["factor", "original_max_position_embeddings", "beta_fast", "beta_slow", "mscale", "mscale_all_dim"],
  longrope: ["short_factor", "long_factor", "original_max_position_embeddings"],
};

/** `type` counts before `rope_type`. Raises ValueError for a type that it does not know. */
export function scalingType(block: PyDict | null): string {
  if (block === null) return "none";
  const named = truthy(block.get("type")) ? block.get("type") : block.get("rope_type");
  if (named === undefined || named === null) return "none";
  const type = str(named).toLowerCase();
  if (type === "default") return "none";
  if (!TYPES.has(type)) throw valueError(`Unsupported rotary scaling type: ${str(named)}`);
  return type;
}

/** 1024 where neither the config nor the block has one. */
function originalOf({ topOriginal, block }: RopeParams): PyValue {
  if (truthy(topOriginal)) return topOriginal;
  const inner = block?.get("original_max_position_embeddings");
  return truthy(inner) && inner !== undefined ? inner : int(1024);
}

export function rotationOf(params: RopeParams): Rotation {
  const { block, theta, dim } = params;
  const type = scalingType(block);
  const read = (key: string, byDefault: PyValue): PyValue => (block?.has(key) ? (block.get(key) ?? null) : byDefault);
  const plain = (base: PyValue): number[] => plainFrequencies(base, dim);
  const factor = read("factor", float(1));
  switch (type) {
    case "yarn": {
      const own = yarnMagnitude(factor, read("mscale", float(1)));
      const invFreq = yarnFrequencies({
        base: theta,
        dim,
        factor,
        length: originalOf(params),
        betaFast: read("beta_fast", int(32)),
        betaSlow: read("beta_slow", int(1)),
        truncate: true,
      });
      return { invFreq, attentionFactor: own / yarnMagnitude(factor, read("mscale_all_dim", float(0))) };
    }
    case "longrope":
      return longrope(params);
    case "llama3": {
      const values = {
        factor,
        lowFreqFactor: read("low_freq_factor", float(1)),
        highFreqFactor: read("high_freq_factor", float(4)),
        originalLength: originalOf(params),
      };
      return { invFreq: llama3Frequencies(plain(theta), values, true), attentionFactor: 1 };
    }
    case "dynamic": {
      const alpha = read("alpha", float(1));
      if (alpha === null) throw assertionError("rope_scaling_config.alpha must be provided.");
      const stretch = multiply(alpha, float(1)).value ** (dim / (dim - 2));
      return { invFreq: plain(multiply(theta, float(stretch))), attentionFactor: 1 };
    }
    default: {
      // Any other type than linear multiplies by a factor that stands in the block.
      const scale = type === "linear" ? divide(float(1), factor) : multiply(factor, float(1));
      return { invFreq: plain(theta).map((f) => Math.fround(f * scale.value)), attentionFactor: 1 };
    }
  }
}

/** One list for the whole run. */
function longrope(params: RopeParams): Rotation {
  const { block, theta, dim, maxPosition, maxSeqLen } = params;
  const original = originalOf(params);
  const useLong = maxSeqLen === null || compare(maxSeqLen, ">", original);
  const lists = [tensorOf(block?.get("short_factor")), tensorOf(block?.get("long_factor"))];
  const divisors = broadcast(lists[useLong ? 1 : 0] ?? [], powers(theta, dim));
  const scale = divide(maxPosition, original).value;
  return {
    invFreq: divisors.map((divisor) => Math.fround(1 / divisor)),
    attentionFactor: scale <= 1 ? 1 : Math.sqrt(1 + Math.log(scale) / log(original)),
  };
}
