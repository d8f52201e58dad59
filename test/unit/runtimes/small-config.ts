/** Small configs for predictions: heads of 64, theta 10000, a window of 16384 tokens. */
import { readConfig } from "../../../src/config/index.ts";
import { type Prediction, parseRuntime, predict } from "../../../src/runtimes/index.ts";

const SHAPE = {
  hidden_size: 512,
  intermediate_size: 1024,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  num_hidden_layers: 2,
  head_dim: 64,
  vocab_size: 1024,
  rms_norm_eps: 1e-5,
  max_position_embeddings: 16384,
  rope_theta: 10000,
};

export const YARN = { rope_type: "yarn", factor: 4, original_max_position_embeddings: 4096 };
export const LLAMA3 = {
  rope_type: "llama3",
  factor: 8,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 4096,
};
const PAIRS = Array.from({ length: 32 }, (_, pair) => 1 + (3 * pair) / 32);
/** The scaling of attention that a longrope block stands for: L(4) of 4096. */
export const LONG_SCALE = Math.sqrt(1 + Math.log(4) / Math.log(4096));
/** Short list of ones, long list a factor for each pair. */
export const LONGROPE = {
  rope_type: "longrope",
  factor: 4,
  original_max_position_embeddings: 4096,
  attention_factor: 1,
  short_mscale: 1,
  long_mscale: 1,
  short_factor: PAIRS.map(() => 1),
  long_factor: PAIRS,
};
/** Both lists a factor for each pair, and the original length that of the window: the scale of attention is 1 everywhere. */
export const LONGROPE_UNSCALED = {
  ...LONGROPE,
  factor: 1,
  original_max_position_embeddings: 16384,
  short_factor: PAIRS,
};

export function configText(type: string, block: object | null, keys: object = {}): string {
  const scaling = block === null ? {} : { rope_scaling: block };
  return JSON.stringify({ model_type: type, hidden_act: "silu", ...SHAPE, ...scaling, ...keys });
}

/** @param runtime "vllm" or "vllm@0.11.0" */
export function run(runtime: string, text: string, seqLen = 2048): Prediction {
  const choice = parseRuntime(runtime);
  if (choice === null) throw new Error(`there is no ${runtime}`);
  return predict(readConfig(text), { runtime: choice.name, release: choice.release, seqLen });
}

/** What the frequencies of the first RoPE are divided by, one a pair, against base 10000 over 64 dimensions. */
export function divisors({ ropes }: Prediction): number[] {
  const [first] = ropes;
  if (first === undefined) throw new Error("nothing was computed");
  return first.invFreq.map((frequency, pair) => 10000 ** (-pair / first.invFreq.length) / frequency);
}

export function factorOf({ ropes }: Prediction): number {
  return ropes[0]?.attentionFactor ?? Number.NaN;
}

export { PAIRS };
