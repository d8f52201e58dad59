/** Kinds of layers: how many rotate, which slide, and what the cache of keys and values takes. */
import { describe, expect, test } from "vitest";
import { GEMMA3_4B_TEXT, LLAMA2_7B, modelOf, ropeOf, SMALL_LLAMA } from "./support/configs.ts";

describe("sliding windows", () => {
  const mistral = { ...SMALL_LLAMA, model_type: "mistral", max_position_embeddings: 32768 };

  test("all layers of Mistral slide, by the type's default too", () => {
    expect(ropeOf({ ...mistral, sliding_window: 1024 }).slidingWindow).toBe(1024);
    expect(ropeOf(mistral).slidingWindow).toBe(4096);
    expect(ropeOf({ ...mistral, sliding_window: null }).slidingWindow).toBeNull();
  });

  test("a window that is no smaller than the claimed length limits nothing", () => {
    expect(ropeOf({ ...mistral, sliding_window: 32768 }).slidingWindow).toBeNull();
  });

  test("Qwen 2 slides only when use_sliding_window is true, above max_window_layers", () => {
    const qwen = { ...SMALL_LLAMA, model_type: "qwen2", max_position_embeddings: 32768, sliding_window: 4096 };
    expect(ropeOf({ ...qwen, use_sliding_window: false, max_window_layers: 0 }).slidingWindow).toBeNull();
    expect(ropeOf({ ...qwen, use_sliding_window: true, max_window_layers: 0 }).slidingWindow).toBe(4096);
    expect(ropeOf({ ...qwen, use_sliding_window: true, max_window_layers: 2 }).slidingWindow).toBeNull();
  });

  test("a RoPE shared by sliding and full layers sees everything", () => {
    expect(ropeOf({ model_type: "gpt_oss" })).toMatchObject({ layers: 36, slidingWindow: null });
  });

  test("llama has no such key", () => {
    expect(ropeOf({ ...SMALL_LLAMA, sliding_window: 128 }).slidingWindow).toBeNull();
  });

  test("the pattern comes from the file, else from the type", () => {
    const counts = (config: Parameters<typeof ropeOf>[0]) => [
      ropeOf(config, "full_attention").layers,
      ropeOf(config, "sliding_attention").layers,
    ];
    expect(counts(GEMMA3_4B_TEXT)).toEqual([5, 29]);
    expect(counts({ ...GEMMA3_4B_TEXT, sliding_window_pattern: 2 })).toEqual([17, 17]);
    const list = [...new Array(30).fill("full_attention"), ...new Array(4).fill("sliding_attention")];
    expect(counts({ ...GEMMA3_4B_TEXT, layer_types: list })).toEqual([30, 4]);
  });
});

describe("layers without position embedding", () => {
  test("SmolLM3's no_rope_layers: 1 rotates, 0 does not", () => {
    const config = { ...SMALL_LLAMA, model_type: "smollm3" };
    expect(modelOf(config).layersWithoutPositions).toBe(1);
    expect(modelOf({ ...config, no_rope_layers: [1, 0, 0, 1] }).layersWithoutPositions).toBe(2);
    expect(ropeOf({ ...config, no_rope_layers: [1, 0, 0, 1] })).toMatchObject({ layers: 2, noPositions: false });
  });

  test("a model none of whose layers rotates says so", () => {
    const rope = ropeOf({ ...SMALL_LLAMA, model_type: "smollm3", no_rope_layers: [0, 0, 0, 0] });
    expect(rope).toMatchObject({ layers: 0, noPositions: true });
  });

  test("Cohere 2 rotates in its sliding layers only, so nothing of it can be extended", () => {
    const config = { ...SMALL_LLAMA, model_type: "cohere2", max_position_embeddings: 8192, sliding_window: 4096 };
    expect(ropeOf(config)).toMatchObject({ layers: 3, slidingWindow: 4096 });
    expect(modelOf(config).layersWithoutPositions).toBe(1);
  });

  test("linear attention has neither RoPE nor a cache", () => {
    const config = {
      ...SMALL_LLAMA,
      model_type: "qwen3_next",
      head_dim: 64,
      num_hidden_layers: 8,
      torch_dtype: "float16",
    };
    expect(ropeOf(config).layers).toBe(2);
    expect(modelOf({ ...config, num_key_value_heads: 2 }).kvCache?.bytesPerToken).toBe(2 * 2 * 2 * 64 * 2);
  });
});

describe("cache of keys and values", () => {
  test("LLaMA-2-7B in float16: half a megabyte a token, 2 GiB a window", () => {
    expect(modelOf({ ...LLAMA2_7B, torch_dtype: "float16" }).kvCache).toEqual({
      bytesPerToken: 2 * 32 * 32 * 128 * 2,
      bytesAtMax: 2 ** 31,
      dtype: "float16",
    });
  });

  test("dtype is the newer spelling of torch_dtype, and may stand outside of the language part", () => {
    expect(modelOf({ ...LLAMA2_7B, dtype: "float32" }).kvCache?.bytesPerToken).toBe(2 * 32 * 32 * 128 * 4);
    const nested = { model_type: "llava", torch_dtype: "bfloat16", text_config: LLAMA2_7B };
    expect(modelOf(nested).kvCache?.dtype).toBe("bfloat16");
  });

  test("without a dtype there is no number", () => {
    expect(modelOf(LLAMA2_7B).kvCache).toBeNull();
  });

  test("grouped heads share their keys and values", () => {
    const kv = (heads: number) =>
      modelOf({ ...LLAMA2_7B, num_key_value_heads: heads, dtype: "float16" }).kvCache?.bytesPerToken;
    expect(kv(8)).toBe((kv(32) ?? 0) / 4);
  });

  test("MLA keeps a latent vector and the rotated part", () => {
    const config = { model_type: "deepseek_v3", num_hidden_layers: 61, kv_lora_rank: 512, qk_rope_head_dim: 64 };
    expect(modelOf({ ...config, torch_dtype: "bfloat16" }).kvCache?.bytesPerToken).toBe(61 * 576 * 2);
  });

  test("sliding layers hold no more than their window", () => {
    const kv = modelOf({ ...GEMMA3_4B_TEXT, torch_dtype: "bfloat16" }).kvCache;
    const layer = 2 * 4 * 256 * 2;
    expect(kv?.bytesPerToken).toBe(34 * layer);
    expect(kv?.bytesAtMax).toBe(layer * (5 * 131072 + 29 * 1024));
  });
});

describe("layers that are told in numbers", () => {
  const MIMO = {
    model_type: "mimo_v2_flash",
    num_hidden_layers: 6,
    sliding_window: 128,
    num_key_value_heads: 4,
    swa_num_key_value_heads: 8,
    max_position_embeddings: 262144,
    torch_dtype: "bfloat16",
  };

  test("MiMo's pattern: 1 slides, with a theta and heads of its own", () => {
    const model = modelOf({ ...MIMO, hybrid_layer_pattern: [0, 1, 1, 1, 1, 0] });
    const ropes = model.ropes.map(({ layerType, layers, spec, slidingWindow }) => [
      layerType,
      layers,
      spec.theta,
      slidingWindow,
    ]);
    expect(ropes).toEqual([
      ["full_attention", 2, 5_000_000, null],
      ["sliding_attention", 4, 10_000, 128],
    ]);
    expect(model.kvCache?.bytesPerToken).toBe((2 * 4 + 4 * 8) * (192 + 128) * 2);
  });

  test("without it both RoPEs are there, and nobody knows how many layers use which", () => {
    const { ropes, kvCache } = modelOf(MIMO);
    expect(ropes.map(({ layerType, layers }) => [layerType, layers])).toEqual([
      ["full_attention", null],
      ["sliding_attention", null],
    ]);
    expect(kvCache).toBeNull();
  });

  test("DeepSeek-V4's ratios: 0 sees a window alone", () => {
    const yarn = { type: "yarn", factor: 16, original_max_position_embeddings: 65536 };
    const config = { model_type: "deepseek_v4", num_hidden_layers: 5, sliding_window: 128, rope_scaling: yarn };
    const { ropes, kvCache } = modelOf({ ...config, compress_ratios: [0, 0, 4, 128, 4, 128], torch_dtype: "bfloat16" });
    expect(ropes.map(({ layerType, layers, slidingWindow }) => [layerType, layers, slidingWindow])).toEqual([
      ["compress", 3, null],
      ["main", 2, 128],
    ]);
    expect(kvCache).toBeNull();
  });

  test("Nemotron's pruned layers are each described by themselves", () => {
    const shape = { hidden_size: 8192, num_attention_heads: 64, num_hidden_layers: 80, rope_theta: 500000 };
    const model = modelOf({ model_type: "nemotron-nas", ...shape, block_configs: [{}], torch_dtype: "bfloat16" });
    expect(model.ropes[0]?.layers).toBeNull();
    expect(model.kvCache).toBeNull();
  });
});
