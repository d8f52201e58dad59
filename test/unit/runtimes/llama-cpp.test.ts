import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { type Prediction, predict, type RuntimeName } from "../../../src/runtimes/index.ts";

const SHAPE = {
  hidden_size: 512,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  num_hidden_layers: 4,
  intermediate_size: 1024,
  vocab_size: 1024,
  rms_norm_eps: 1e-6,
  max_position_embeddings: 16384,
};
const ORIGINAL = { original_max_position_embeddings: 4096 };
const YARN = { rope_type: "yarn", factor: 4.0, ...ORIGINAL };
const LLAMA3 = { rope_type: "llama3", factor: 8.0, low_freq_factor: 1.0, high_freq_factor: 4.0, ...ORIGINAL };
const LONG = Array.from({ length: 32 }, (_, pair) => 1 + (3 * pair) / 31);
const LISTS = { short_factor: LONG, long_factor: LONG };

/** Numbers with a fraction of zero keep it, as a file would have it. */
function text(keys: object): string {
  return JSON.stringify({ ...SHAPE, rope_theta: 10000.5, ...keys });
}

function predicted(keys: object, maxLength?: number, runtime: RuntimeName = "llama.cpp"): Prediction {
  return predict(readConfig(text(keys)), { runtime, maxLength });
}

const llama = (rope_scaling: object, more: object = {}): object => ({ model_type: "llama", rope_scaling, ...more });

describe("yarn in llama.cpp", () => {
  it("runs with betas 32 and 1 and the usual factor, whatever the file says", () => {
    const plain = predicted(llama(YARN));
    const own = predicted(llama({ ...YARN, beta_fast: 16.0, beta_slow: 2.0, attention_factor: 1.0 }));
    expect(plain.outcome).toBe("runs");
    expect(own.outcome).toBe("differs");
    expect(own.ropes).toEqual(plain.ropes);
    expect(own.ignoredKeys).toEqual(["beta_fast", "beta_slow", "attention_factor"]);
    expect(plain.ropes[0]?.attentionFactor).toBeCloseTo(0.1 * Math.log(4) + 1, 6);
  });

  it("rounds the ends of gpt-oss's ramp: it begins after pair 8 and ends at pair 18", () => {
    const block = { ...YARN, factor: 32.0, beta_fast: 32.0, beta_slow: 1.0, truncate: false };
    const { ropes, outcome, ignoredKeys } = predicted({
      model_type: "gpt_oss",
      rope_theta: 150000,
      head_dim: 64,
      max_position_embeddings: 131072,
      sliding_window: 128,
      rope_scaling: block,
    });
    const divisors = (ropes[0]?.invFreq ?? []).map((frequency, pair) => 150000 ** (-pair / 32) / frequency);
    expect(divisors[8]).toBeCloseTo(1, 4);
    expect(divisors[9]).toBeGreaterThan(1.05);
    expect(divisors[17]).toBeLessThan(31);
    expect(divisors[18]).toBeCloseTo(32, 3);
    expect(outcome).toBe("differs");
    expect(ignoredKeys).toContain("truncate");
  });

  it("takes the betas of Ministral 3", () => {
    const block = { ...YARN, rope_theta: 1e6 + 0.5, mscale: 1, mscale_all_dim: 1, llama_4_scaling_beta: 0.1 };
    const file = (betas: object): object => ({
      architectures: ["Ministral3ForCausalLM"],
      model_type: "ministral3",
      head_dim: 64,
      rope_parameters: { ...block, ...betas },
    });
    const narrow = predicted(file({ beta_fast: 32.0, beta_slow: 1.0 }));
    expect(predicted(file({ beta_fast: 16.0, beta_slow: 2.0 })).ropes).not.toEqual(narrow.ropes);
    expect(narrow.ropes[0]?.attentionFactor).toBeCloseTo(1, 6);
  });

  it("assumes that DeepSeek's two mscale keys agree", () => {
    const latent = { qk_rope_head_dim: 64, qk_nope_head_dim: 64, v_head_dim: 64, kv_lora_rank: 64 };
    const block = { type: "yarn", factor: 4.0, ...ORIGINAL, mscale: 1.0, mscale_all_dim: 0.8 };
    const { ropes, outcome } = predicted({ model_type: "deepseek_v3", ...latent, rope_scaling: block });
    expect(ropes[0]?.attentionFactor).toBeCloseTo(1, 6);
    expect(outcome).toBe("differs");
  });

  it("leaves Olmo 3's sliding layers unscaled", () => {
    const types = ["sliding_attention", "full_attention", "sliding_attention", "full_attention"];
    const file = { model_type: "olmo3", sliding_window: 512, layer_types: types, rope_scaling: YARN };
    const [full, sliding] = predicted(file).ropes;
    expect(full?.attentionFactor).toBeGreaterThan(1);
    expect(sliding).toMatchObject({ layerType: "sliding_attention", attentionFactor: 1 });
  });
});

describe("what conversion drops", () => {
  it("dynamic, without a word", () => {
    const { outcome, ignoredKeys, warnings } = predict(
      readConfig(text({ model_type: "qwen3", rope_scaling: { rope_type: "dynamic", factor: 4.5 } })),
      { runtime: "llama.cpp", seqLen: 32768 },
    );
    expect([outcome, warnings]).toEqual(["differs", []]);
    expect(ignoredKeys).toContain("rope_scaling");
  });

  it("the lists of longrope, but for Phi-3", () => {
    const block = { rope_type: "longrope", factor: 4.0, ...ORIGINAL, ...LISTS };
    for (const type of ["llama", "qwen2", "qwen3"]) {
      const { outcome, ropes } = predicted({ model_type: type, head_dim: 64, rope_scaling: block });
      expect(outcome, type).toBe("differs");
      expect(ropes[0]?.invFreq[31], type).toBeCloseTo(10000.5 ** (-31 / 32), 8);
    }
    const phi3 = { model_type: "phi3", rope_scaling: { type: "longrope", ...LISTS }, ...ORIGINAL, pad_token_id: 0 };
    expect(predicted(phi3).outcome).toBe("runs");
    expect(predicted(phi3).ropes[0]?.attentionFactor).toBeCloseTo(Math.sqrt(1 + Math.log(4) / Math.log(4096)), 6);
  });

  it("llama3 on Qwen2", () => {
    expect(predicted(llama(LLAMA3)).outcome).toBe("runs");
    expect(predicted({ model_type: "qwen2", rope_scaling: LLAMA3 })).toMatchObject({
      outcome: "differs",
      warnings: [],
    });
  });

  it("theta and block of Gemma and Gemma 2", () => {
    const { outcome, ropes } = predicted({ model_type: "gemma2", head_dim: 64, rope_theta: 50000.5 });
    expect(outcome).toBe("differs");
    expect(ropes[0]?.invFreq[1]).toBeCloseTo(10000 ** (-1 / 32), 7);
  });

  it("unknown types, with a warning", () => {
    expect(predicted(llama({ rope_type: "ntk", factor: 4.5 })).warnings).toEqual(["Unknown RoPE type: ntk"]);
    expect(predicted(llama({ rope_type: "linear" })).warnings).toContain("Unknown RoPE type: linear");
  });
});

describe("what conversion and loading refuse", () => {
  it("a llama3 tensor that the graph does not take", () => {
    expect(predicted({ model_type: "smollm3", rope_scaling: LLAMA3 })).toMatchObject({
      outcome: "raises",
      message: "done_getting_tensors: wrong number of tensors",
    });
    expect(predicted({ model_type: "granite", rope_scaling: LLAMA3 })).toMatchObject({
      outcome: "raises",
      exception: "ValueError",
    });
  });

  it("yarn without the original length", () => {
    expect(predicted(llama({ rope_type: "yarn", factor: 4.5 }))).toMatchObject({
      outcome: "raises",
      exception: "KeyError",
      message: "'original_max_position_embeddings'",
    });
  });

  it("architectures that it does not know; of those that were not read nothing is said", () => {
    expect(predicted({ model_type: "x", architectures: ["NobodyForCausalLM"] }).outcome).toBe("raises");
    expect(predicted({ model_type: "x", architectures: ["JambaForCausalLM"] }).outcome).toBe("unknown");
    expect(predicted({ model_type: "nobody" }).outcome).toBe("unknown");
  });
});

describe("the context of llama.cpp", () => {
  const phi3 = {
    model_type: "phi3",
    rope_scaling: { type: "longrope", short_factor: LONG.map(() => 1.5), long_factor: LONG },
    ...ORIGINAL,
    pad_token_id: 0,
  };

  it("decides about the list once, by its whole length", () => {
    expect(predicted(phi3).ropes[0]?.invFreq[0]).toBeCloseTo(1, 6);
    expect(predicted(phi3, 4096).ropes[0]?.invFreq[0]).toBeCloseTo(1 / 1.5, 6);
  });

  it("is max_position_embeddings, with a warning above it", () => {
    expect(predicted(llama(YARN)).derivedMaxLength).toBe(16384);
    expect(predicted(llama(YARN), 65536).warnings).toEqual([
      "n_ctx_seq (65536) > n_ctx_train (16384) -- possible training context overflow",
    ]);
  });
});

describe("ollama create", () => {
  const create = (keys: object): Prediction => predicted(keys, undefined, "ollama");

  it("takes linear by type and llama3 by rope_type, and drops the rest of Llama's blocks", () => {
    expect(create(llama({ type: "linear", factor: 4.5 })).outcome).toBe("runs");
    expect(create(llama(LLAMA3)).outcome).toBe("runs");
    for (const block of [
      { rope_type: "linear", factor: 4.5 },
      YARN,
      { rope_type: "longrope", factor: 4.5, ...LISTS },
    ]) {
      expect(create(llama(block)), JSON.stringify(block)).toMatchObject({ outcome: "differs", warnings: [] });
    }
  });

  it("refuses a factor of Qwen2 that is a number", () => {
    expect(create({ model_type: "qwen2", rope_scaling: { type: "yarn", factor: 4.5, ...ORIGINAL } })).toMatchObject({
      outcome: "raises",
      message:
        'parse config.json for "Qwen2ForCausalLM": json: cannot unmarshal number into Go struct field .rope_scaling.factor of type convert.ropeFactor',
    });
  });

  it("panics for types of Qwen2 that it does not know, and ignores one that is spelt rope_type", () => {
    expect(create({ model_type: "qwen2", rope_scaling: { type: "linear" } })).toMatchObject({
      outcome: "raises",
      exception: "panic",
      message: "unknown rope scaling type",
    });
    expect(create({ model_type: "qwen2", rope_scaling: { rope_type: "yarn" } }).ropes[0]?.attentionFactor).toBe(1);
  });

  it("says nothing of architectures that it does not convert: their GGUF comes from elsewhere", () => {
    expect(create({ model_type: "qwen3", architectures: ["Qwen3ForCausalLM"] }).outcome).toBe("unknown");
  });

  it("drops llama3 where the file has no theta", () => {
    const { outcome } = predict(readConfig(JSON.stringify({ ...SHAPE, model_type: "llama", rope_scaling: LLAMA3 })), {
      runtime: "ollama",
    });
    expect(outcome).toBe("differs");
  });

  it("does not read rope_parameters: Llama falls back to theta 10000", () => {
    const { ropes, ignoredKeys } = predict(
      readConfig(JSON.stringify({ ...SHAPE, model_type: "llama", rope_parameters: { rope_theta: 5e5, ...YARN } })),
      { runtime: "ollama" },
    );
    expect(ropes[0]?.invFreq[1]).toBeCloseTo(10000 ** (-1 / 32), 7);
    expect(ignoredKeys).toContain("rope_parameters");
  });

  it("cuts the context to the window", () => {
    expect(predicted(llama(LLAMA3), 65536, "ollama").warnings).toEqual([
      "requested context size too large for model num_ctx=65536 n_ctx_train=16384",
    ]);
  });
});
