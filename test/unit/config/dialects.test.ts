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
