/** Requests for the tests of this folder: a small Llama without scaling, as the frameworks were tried with. */
import { type JsonObject, readConfig } from "../../../../src/config/index.ts";
import { valueToText } from "../../../../src/edits/index.ts";
import type { StrategyId } from "../../../../src/rope/index.ts";
import { type LaunchAnswer, type LaunchRequest, launchFlags, parseRuntime } from "../../../../src/runtimes/index.ts";

/** Heads of 8, so that there are four frequency pairs. */
const LLAMA: JsonObject = {
  model_type: "llama",
  architectures: ["LlamaForCausalLM"],
  hidden_size: 64,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  num_hidden_layers: 2,
  vocab_size: 1000,
  max_position_embeddings: 4096,
  rope_theta: 10000.0,
};

export interface Wish {
  readonly strategy?: StrategyId;
  readonly runtime?: string;
  readonly config?: JsonObject;
  readonly block?: JsonObject | null;
  readonly theta?: number;
  readonly targetLength?: number;
  readonly pretrainedLength?: number;
  readonly file?: Partial<LaunchRequest["file"]>;
  readonly folder?: string | null;
}

const FACTORS = [1.0, 1.5, 3.0000000125, 4.0];

/** What each strategy of the recorded cases writes, x4 of 4096 (llama3: x8 of 8192). */
export const CASES = {
  linear: { strategy: "linear", block: { rope_type: "linear", factor: 4 } },
  yarn: { strategy: "yarn", block: { rope_type: "yarn", factor: 4, original_max_position_embeddings: 4096 } },
  llama3: {
    strategy: "llama3",
    block: {
      rope_type: "llama3",
      factor: 8,
      low_freq_factor: 1,
      high_freq_factor: 4,
      original_max_position_embeddings: 8192,
    },
    config: { max_position_embeddings: 8192 },
    file: { windows: { max_position_embeddings: 8192 } },
    pretrainedLength: 8192,
    targetLength: 65536,
  },
  perPair: {
    strategy: "resonant",
    block: {
      rope_type: "longrope",
      factor: 4,
      original_max_position_embeddings: 4096,
      attention_factor: 1.0801234497346435,
      short_factor: FACTORS,
      long_factor: FACTORS,
    },
  },
  ntk: { strategy: "ntk", block: null, theta: 40889.9 },
  dynamic: { strategy: "dynamic", block: { rope_type: "dynamic", factor: 4 } },
  none: { strategy: "none", block: null },
} as const satisfies Readonly<Record<string, Wish>>;

export function request(wish: Wish): LaunchRequest {
  const { pretrainedLength = 4096 } = wish;
  const { model } = readConfig(JSON.stringify({ ...LLAMA, ...wish.config }), { pretrainedLength });
  const [rope] = model?.ropes ?? [];
  const runtime = parseRuntime(wish.runtime ?? "vllm");
  if (model === null || rope === undefined || runtime === null) throw new Error("no such request can be made");
  return {
    strategy: wish.strategy ?? "yarn",
    model,
    rope,
    runtime,
    targetLength: wish.targetLength ?? 16384,
    block: wish.block ?? null,
    theta: wish.theta ?? 10000,
    file: { block: null, windows: { max_position_embeddings: 4096 }, originalLength: null, ...wish.file },
    folder: wish.folder === undefined ? "llama" : wish.folder,
    json: (value) => valueToText(value, "", { indent: null, eol: "\n" }),
  };
}

export function answer(wish: Wish): LaunchAnswer {
  return launchFlags(request(wish));
}

/** The command; the reason where there is none, so that a test says what went wrong. */
export function commandOf(wish: Wish): string {
  const { command, reason } = answer(wish);
  return command ?? `no command: ${reason}`;
}

/** The reason why there is no command. */
export function reasonOf(wish: Wish): string {
  const { command, reason } = answer(wish);
  return reason ?? `a command: ${command}`;
}
