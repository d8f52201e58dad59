/** Meta's and Mistral's params.json: what stands there in words of its own, as keys of a config.json. */
import type { JsonObject } from "./model.ts";
import { positiveOf } from "./numbers.ts";
import { isObject } from "./plain-value.ts";

/** Values of Llama 3.1's code for use_scaled_rope, and the window that it then reaches. */
const SCALED_ROPE = {
  rope_type: "llama3",
  factor: 8,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
};
const SCALED_WINDOW = 131072;

export interface ParamsBlock {
  readonly block: JsonObject;
  /** JSON pointer of the object that states it; null: a switch, with values that stand in the model's code. */
  readonly pointer: string | null;
  /** The window that goes with it, tokens; null: the file's. */
  readonly window: number | null;
}

/** The scaling of a params.json; null when it has none, or is no params.json. */
export function paramsBlock(config: JsonObject): ParamsBlock | null {
  if (config.use_scaled_rope === true) {
    const factor = positiveOf(config.rope_scaling_factor) ?? SCALED_ROPE.factor;
    const high = positiveOf(config.rope_high_freq_factor) ?? SCALED_ROPE.high_freq_factor;
    return { block: { ...SCALED_ROPE, factor, high_freq_factor: high }, pointer: null, window: SCALED_WINDOW };
  }
  if (!isObject(config.yarn) || positiveOf(config.dim) === null) return null;
  const { alpha, beta, apply_scale: scales, ...rest } = config.yarn;
  const block: JsonObject = { ...rest, rope_type: "yarn" };
  if (alpha !== undefined) block.beta_slow = alpha;
  if (beta !== undefined) block.beta_fast = beta;
  if (scales === false) block.attention_factor = 1;
  return { block, pointer: "/yarn", window: null };
}
