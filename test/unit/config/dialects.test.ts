/** Where each dialect states its RoPE, and what an absent key means. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/config/model.ts";
import { GEMMA3_4B_TEXT, modelOf, ropeOf, SMALL_LLAMA } from "./support/configs.ts";

const YARN = { rope_type: "yarn", factor: 4, original_max_position_embeddings: 512 };

describe("transformers 4: rope_scaling", () => {
  test("the block is scaling, theta stands beside it", () => {
    const rope = ropeOf({ ...SMALL_LLAMA, rope_theta: 5e5, rope_scaling: YARN });
    expect(rope.spec.theta).toBe(5e5);
    expect(rope.spec.scaling).toMatchObject({
      type: "yarn",
      factor: 4,
      originalLength: 512,
      betaFast: 32,
      betaSlow: 1,
    });
    expect(rope.blockPointer).toBe("/rope_scaling");
    expect(modelOf({ ...SMALL_LLAMA, rope_scaling: YARN }).dialect).toBe("v4");
  });

  test("type is the older spelling; rope_type wins when both are there", () => {
    const typeOf = (block: JsonObject) => ropeOf({ ...SMALL_LLAMA, rope_scaling: block }).spec.scaling.type;
    expect(typeOf({ type: "linear", factor: 2 })).toBe("linear");
    expect(typeOf({ type: "linear", rope_type: "dynamic", factor: 2 })).toBe("dynamic");
    expect(typeOf({ type: "su", short_factor: [2], long_factor: [3] })).toBe("longrope");
  });

  test("null and an empty block are no scaling", () => {
    for (const block of [null, {}]) {
      const rope = ropeOf({ ...SMALL_LLAMA, rope_scaling: block });
      expect(rope.spec.scaling).toEqual({ type: "default" });
      expect(rope.blockPointer).toBeNull();
    }
  });

  test("dynamic counts from the claimed window, whatever original length it names", () => {
    const scaling = { type: "dynamic", factor: 2, original_max_position_embeddings: 512 };
    expect(ropeOf({ ...SMALL_LLAMA, rope_scaling: scaling }).spec.scaling).toEqual({
      type: "dynamic",
      factor: 2,
      originalLength: 2048,
    });
  });

  test("a missing original length is the claimed window; one beside the block overrides it", () => {
    const block = { rope_type: "yarn", factor: 4 };
    expect(ropeOf({ ...SMALL_LLAMA, rope_scaling: block }).spec.scaling).toMatchObject({ originalLength: 2048 });
    const beside = { ...SMALL_LLAMA, rope_scaling: YARN, original_max_position_embeddings: 1024 };
    expect(ropeOf(beside).spec.scaling).toMatchObject({ originalLength: 1024 });
    expect(ropeOf(beside).spec.pretrainedLength).toBe(512);
  });

  test("a longrope list of one entry holds for all pairs", () => {
    const block = { rope_type: "longrope", short_factor: [1], long_factor: [4] };
    expect(ropeOf({ ...SMALL_LLAMA, rope_scaling: block }).spec.scaling).toMatchObject({
      longFactor: new Array(32).fill(4),
    });
  });
});

describe("transformers 5: rope_parameters", () => {
  test("the block holds theta too", () => {
    const rope = ropeOf({ ...SMALL_LLAMA, rope_theta: 3, rope_parameters: { ...YARN, rope_theta: 5e5 } });
    expect(rope.spec.theta).toBe(5e5);
    expect(rope.blockPointer).toBe("/rope_parameters");
  });

  test("a top-level theta fills what the block lacks", () => {
    expect(ropeOf({ ...SMALL_LLAMA, rope_theta: 5e5, rope_parameters: YARN }).spec.theta).toBe(5e5);
  });

  test("a rope_scaling beside it replaces it whole, its theta included", () => {
    const both = { rope_parameters: { ...YARN, rope_theta: 5e5 }, rope_scaling: { rope_type: "linear", factor: 2 } };
    const rope = ropeOf({ ...SMALL_LLAMA, ...both });
    expect(rope.spec.scaling).toEqual({ type: "linear", factor: 2 });
    expect(rope.spec.theta).toBe(10000);
    expect(modelOf({ ...SMALL_LLAMA, ...both }).dialect).toBe("v5");
  });

  test("blocks under layer types that a llama does not have are ignored", () => {
    const rope = ropeOf({ ...SMALL_LLAMA, rope_parameters: { full_attention: { ...YARN, rope_theta: 5e5 } } });
    expect(rope.spec.scaling).toEqual({ type: "default" });
    expect(rope.spec.theta).toBe(10000);
  });

  test("blocks per layer type of a type nobody knows are one RoPE each", () => {
    const config = {
      ...SMALL_LLAMA,
      model_type: "newmodel",
      layer_types: ["sliding_attention", "full_attention", "sliding_attention", "full_attention"],
      sliding_window: 128,
      rope_parameters: { full_attention: { ...YARN, rope_theta: 1e6 }, sliding_attention: { rope_theta: 1e4 } },
    };
    expect(ropeOf(config, "full_attention")).toMatchObject({
      layers: 2,
      slidingWindow: null,
      blockPointer: "/rope_parameters/full_attention",
      spec: { theta: 1e6, scaling: { type: "yarn", truncate: true } },
    });
    expect(ropeOf(config, "sliding_attention")).toMatchObject({ layers: 2, slidingWindow: 128, spec: { theta: 1e4 } });
  });

  test("a key set to null makes no nested block", () => {
    const config = { ...SMALL_LLAMA, model_type: "newmodel", rope_parameters: { rope_theta: 5e5, factor: null } };
    expect(ropeOf(config).spec).toMatchObject({ theta: 5e5, scaling: { type: "default" } });
  });

  test("truncate counts in a flat block only", () => {
    const parameters = { ...YARN, truncate: false };
    expect(ropeOf({ ...SMALL_LLAMA, rope_parameters: parameters }).spec.scaling).toMatchObject({ truncate: false });
    const nested = ropeOf({ ...GEMMA3_4B_TEXT, rope_parameters: { full_attention: parameters } }, "full_attention");
    expect(nested.spec.scaling).toMatchObject({ type: "yarn", truncate: true });
  });

  test("a file that says neither is v5 when transformers 5 wrote it", () => {
    expect(modelOf({ ...SMALL_LLAMA, transformers_version: "5.24.0" }).dialect).toBe("v5");
    expect(modelOf({ ...SMALL_LLAMA, transformers_version: "4.57.6" }).dialect).toBe("v4");
    expect(modelOf(SMALL_LLAMA).dialect).toBe("v4");
  });
});

describe("Gemma 3", () => {
  test("rope_scaling is for global layers, and the model was trained with it", () => {
    const config = { ...GEMMA3_4B_TEXT, rope_scaling: { rope_type: "linear", factor: 8 } };
    expect(ropeOf(config, "full_attention")).toMatchObject({
      layers: 5,
      claimedLength: 131072,
      spec: { theta: 1e6, scaling: { type: "linear", factor: 8 }, trainedFactor: 8, pretrainedLength: 131072 },
    });
    expect(ropeOf(config, "sliding_attention")).toMatchObject({
      layers: 29,
      slidingWindow: 1024,
      blockPointer: null,
      spec: { theta: 1e4, scaling: { type: "default" }, trainedFactor: 1 },
    });
  });

  test("the local theta has a key of its own", () => {
    const config = { ...GEMMA3_4B_TEXT, rope_theta: 2e6, rope_local_base_freq: 2e4 };
    expect(ropeOf(config, "full_attention").spec.theta).toBe(2e6);
    expect(ropeOf(config, "sliding_attention").spec.theta).toBe(2e4);
  });

  test("the block with the older key type alone, and a flat rope_parameters, are ignored", () => {
    const old = { ...GEMMA3_4B_TEXT, rope_scaling: { type: "linear", factor: 8 } };
    expect(ropeOf(old, "full_attention").spec.scaling.type).toBe("default");
    const flat = { ...GEMMA3_4B_TEXT, rope_parameters: { rope_type: "linear", factor: 8 } };
    expect(ropeOf(flat, "full_attention").spec.scaling.type).toBe("default");
  });

  test("another factor is no factor of the training, and extends by what it is larger", () => {
    const config = { ...GEMMA3_4B_TEXT, rope_scaling: { rope_type: "linear", factor: 32 } };
    expect(ropeOf(config, "full_attention")).toMatchObject({
      claimedLength: 4 * 131072,
      spec: { trainedFactor: 8 },
    });
  });

  test("a Gemma 3 that nobody knows was trained with the factor in its file", () => {
    const config = { ...GEMMA3_4B_TEXT, hidden_size: 512, rope_scaling: { rope_type: "linear", factor: 4 } };
    expect(ropeOf(config, "full_attention")).toMatchObject({ spec: { trainedFactor: 4 } });
  });
});

describe("other families", () => {
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

describe("where the language model stands", () => {
  const text = { ...SMALL_LLAMA, rope_theta: 5e5 };
  test.each([
    ["text_config", { model_type: "llava", text_config: text }, "/text_config"],
    ["llm_config", { model_type: "internvl_chat", llm_config: text }, "/llm_config"],
    ["language_config", { model_type: "deepseek_vl_v2", language_config: text }, "/language_config"],
    [
      "thinker_config",
      { model_type: "qwen3_omni_moe", thinker_config: { text_config: text } },
      "/thinker_config/text_config",
    ],
    [
      "vlm_config",
      { model_type: "colpali", vlm_config: { model_type: "paligemma", text_config: text } },
      "/vlm_config/text_config",
    ],
    ["decoder", { model_type: "vision-encoder-decoder", decoder: text, encoder: { model_type: "vit" } }, "/decoder"],
    ["the top level, flat", { ...text, model_type: "qwen2_5_vl", vision_config: {} }, ""],
    ["the top level beside an empty text_config", { ...text, model_type: "newmodel", text_config: {} }, ""],
  ])("%s", (_, config, path) => {
    expect(modelOf(config).path).toBe(path);
    expect(ropeOf(config).spec.theta).toBe(5e5);
  });

  test("the class names the type where model_type is not known", () => {
    const config = { architectures: ["DeepseekV3ForCausalLM"], hidden_size: 512, num_attention_heads: 4 };
    expect(modelOf({ ...config, model_type: "newmodel", rope_theta: 1e4 })).toMatchObject({
      modelType: "newmodel",
      languageModelType: "deepseek_v3",
    });
  });

  test("the title is the checkpoint's name, else the last part of the path, else the type", () => {
    expect(modelOf({ ...SMALL_LLAMA, _name_or_path: "someone/my-model/" }).title).toBe("my-model");
    expect(modelOf({ ...SMALL_LLAMA, _name_or_path: "" }).title).toBe("llama");
  });
});

test("a length that nobody names is assumed, and said to be", () => {
  const params = { dim: 512, n_heads: 8, n_layers: 4, norm_eps: 1e-5, vocab_size: 4096 };
  expect(ropeOf(params).pretrainedLengthSource).toEqual({ kind: "assumed" });
});

test("ChatGLM's first models have no kv_channels: the head is derived", () => {
  const first = { model_type: "chatglm", hidden_size: 512, num_attention_heads: 8, num_layers: 2 };
  expect(ropeOf({ ...first, position_encoding_2d: true }).spec.rotaryDim).toBe(32);
});
