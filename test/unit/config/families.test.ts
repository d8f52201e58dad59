/** Model types that read their RoPE under keys or by rules of their own. */
import { describe, expect, test } from "vitest";
import { modelOf, ropeOf, SMALL_LLAMA } from "./support/configs.ts";

describe("families with ways of their own", () => {
  test("ModernBERT has a global and a local theta", () => {
    const config = { model_type: "modernbert", global_rope_theta: 2e5, local_rope_theta: 2e4, local_attention: 128 };
    expect(ropeOf(config, "full_attention")).toMatchObject({ layers: 8, spec: { theta: 2e5, rotaryDim: 64 } });
    expect(ropeOf(config, "sliding_attention")).toMatchObject({ layers: 14, slidingWindow: 128, spec: { theta: 2e4 } });
  });

  test("Gemma 4's global layers rotate proportionally in heads of their own size", () => {
    const config = { model_type: "gemma4_text", head_dim: 256, global_head_dim: 512 };
    expect(ropeOf(config, "full_attention").spec).toMatchObject({
      headDim: 512,
      scaling: { type: "proportional", factor: 1, partialRotaryFactor: 0.25 },
    });
    expect(ropeOf(config, "sliding_attention").spec).toMatchObject({ headDim: 256, scaling: { type: "default" } });
  });

  test("Gemma 4 refuses a flat block", () => {
    const config = { model_type: "gemma4_text", rope_parameters: { rope_type: "linear", factor: 2 } };
    expect(modelOf(config)).toMatchObject({ hasRope: true, ropes: [] });
  });

  test("GPT-NeoX has rotary_pct and rotary_emb_base, and reads no other", () => {
    const shape = { model_type: "gpt_neox", hidden_size: 6144, num_attention_heads: 64 };
    const own = { ...shape, rotary_pct: 0.5, rotary_emb_base: 2e4 };
    expect(ropeOf(own).spec).toMatchObject({ theta: 2e4, headDim: 96, rotaryDim: 48 });
    const foreign = { ...shape, rope_theta: 5e5, partial_rotary_factor: 1 };
    expect(ropeOf(foreign).spec).toMatchObject({ theta: 10000, rotaryDim: 24 });
  });

  test("GPT-J rotates rotary_dim entries with a fixed theta", () => {
    const config = { model_type: "gptj", n_embd: 4096, n_head: 16, n_positions: 2048, rotary_dim: 32, rope_theta: 5 };
    expect(ropeOf(config).spec).toMatchObject({
      theta: 10000,
      headDim: 256,
      rotaryDim: 32,
      maxPositionEmbeddings: 2048,
    });
  });

  test("ChatGLM rotates half of kv_channels, and rope_ratio scales the base", () => {
    const config = { model_type: "chatglm", hidden_size: 4096, num_attention_heads: 32, kv_channels: 128 };
    expect(ropeOf({ ...config, rope_ratio: 50, seq_length: 8192 }).spec).toMatchObject({
      theta: 500000,
      headDim: 128,
      rotaryDim: 64,
      pretrainedLength: 8192,
    });
    expect(ropeOf(config).spec.theta).toBe(10000);
  });

  test("Qwen 1 scales by running length above the sequence that it was trained on", () => {
    const config = {
      model_type: "qwen",
      kv_channels: 128,
      rotary_pct: 0.5,
      seq_length: 2048,
      max_position_embeddings: 8192,
    };
    const rope = ropeOf({ ...config, use_dynamic_ntk: true });
    expect(rope.spec).toMatchObject({
      rotaryDim: 64,
      pretrainedLength: 2048,
      scaling: { type: "qwen-dynamic-ntk", seqLength: 2048 },
    });
    expect(rope.claimedLength).toBe(8192);
    expect(ropeOf({ ...config, use_dynamic_ntk: false }).spec.scaling).toEqual({ type: "default" });
  });

  test("MLA rotates qk_rope_head_dim entries", () => {
    const config = { model_type: "deepseek_v3", hidden_size: 7168, num_attention_heads: 128, qk_rope_head_dim: 32 };
    expect(ropeOf(config).spec).toMatchObject({ headDim: 32, rotaryDim: 32 });
  });

  test("partial_rotary_factor counts for Phi and for types nobody knows, not for a plain llama", () => {
    const size = (model_type: string) =>
      ropeOf({ ...SMALL_LLAMA, model_type, partial_rotary_factor: 0.25 }).spec.rotaryDim;
    expect([size("phi"), size("llama"), size("newmodel")]).toEqual([16, 64, 16]);
  });

  test("Phi-3 keeps its original length beside the block", () => {
    const factors = { short_factor: [1], long_factor: [4] };
    const config = { ...SMALL_LLAMA, model_type: "phi3", max_position_embeddings: 131072 };
    const scaled = { ...config, rope_scaling: { type: "longrope", ...factors } };
    expect(ropeOf({ ...scaled, original_max_position_embeddings: 8192 })).toMatchObject({
      pretrainedLengthSource: { kind: "original-length", pointer: "/original_max_position_embeddings" },
      spec: { pretrainedLength: 8192, scaling: { type: "longrope", originalLength: 8192 } },
    });
    expect(ropeOf(scaled)).toMatchObject({
      pretrainedLengthSource: { kind: "type-default" },
      spec: { pretrainedLength: 4096 },
    });
  });

  test("gpt-oss is scaled by its type when the file has no block", () => {
    const rope = ropeOf({ model_type: "gpt_oss", rope_scaling: null });
    expect(rope.spec.scaling).toMatchObject({ type: "yarn", factor: 32, originalLength: 4096, truncate: false });
    expect(rope.blockPointer).toBeNull();
    expect(rope.spec.pretrainedLength).toBe(4096);
  });

  test("a type nobody knows is believed in the theta that it names", () => {
    const config = { model_type: "openelm", model_dim: 1280, head_dim: 64, rope_freq_constant: 20000 };
    expect(ropeOf({ ...config, max_context_length: 2048 }).spec).toMatchObject({
      theta: 20000,
      rotaryDim: 64,
      maxPositionEmbeddings: 2048,
    });
  });

  test("Hunyuan's alpha is a larger theta", () => {
    const config = { ...SMALL_LLAMA, model_type: "hunyuan_v1_dense", head_dim: 128 };
    const rope = ropeOf({ ...config, rope_scaling: { type: "dynamic", alpha: 1000, factor: 1 } });
    expect(rope.spec.scaling).toEqual({ type: "default" });
    expect(rope.spec.theta).toBeCloseTo(10000 * 1000 ** (128 / 126), 3);
  });

  test("Meta's params.json says with a switch that its RoPE is scaled", () => {
    const shape = { dim: 4096, n_layers: 32, n_heads: 32, n_kv_heads: 8, vocab_size: 128256, norm_eps: 1e-5 };
    const config = { ...shape, ffn_dim_multiplier: 1.3, multiple_of: 1024, rope_theta: 5e5, use_scaled_rope: true };
    expect(modelOf(config).title).toBe("Llama 3.1 8B");
    expect(ropeOf(config)).toMatchObject({
      claimedLength: 131072,
      pretrainedLengthSource: { kind: "checkpoint", checkpoint: "Llama 3.1 8B" },
      spec: { pretrainedLength: 8192, scaling: { type: "llama3", factor: 8, lowFreqFactor: 1, highFreqFactor: 4 } },
    });
  });

  test("a params.json without a window has that of its checkpoint", () => {
    const config = { dim: 4096, multiple_of: 256, n_heads: 32, n_layers: 32, norm_eps: 1e-5, vocab_size: -1 };
    expect(modelOf(config).title).toBe("LLaMA-2-7B");
    expect(ropeOf(config)).toMatchObject({ claimedLength: 4096, spec: { theta: 10000, pretrainedLength: 4096 } });
  });

  test("a Mistral params.json states yarn in words of its own", () => {
    const yarn = { factor: 16, original_max_position_embeddings: 16384, beta: 32, alpha: 1, apply_scale: false };
    const config = { dim: 5120, n_layers: 40, head_dim: 128, n_heads: 32, norm_eps: 1e-5, rope_theta: 1e9, yarn };
    expect(ropeOf({ ...config, max_position_embeddings: 262144 })).toMatchObject({
      blockPointer: "/yarn",
      spec: { pretrainedLength: 16384, scaling: { type: "yarn", factor: 16, betaFast: 32, attentionFactor: 1 } },
    });
  });
});

test("ChatGLM's first models have no kv_channels: the head is derived", () => {
  const first = { model_type: "chatglm", hidden_size: 512, num_attention_heads: 8, num_layers: 2 };
  expect(ropeOf({ ...first, position_encoding_2d: true }).spec.rotaryDim).toBe(32);
});
