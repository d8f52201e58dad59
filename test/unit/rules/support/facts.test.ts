import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/read-config.ts";
import {
  blockType,
  isFilled,
  isReadBlock,
  originalLength,
  pairsOf,
  plainRope,
} from "../../../../src/rules/support/blocks.ts";
import { factsOf, valueAt } from "../../../../src/rules/support/facts.ts";
import { subjectsOf } from "../../../../src/rules/support/subjects.ts";
import { gemma, llava, small, type Values, yarn } from "./configs.ts";

const facts = (text: string) => factsOf(readConfig(text));

describe("the blocks of a file", () => {
  it.each([
    [{ rope_scaling: { type: "linear" } }, [["/rope_scaling", null, "linear", "type"]]],
    [{ rope_scaling: { type: "su", rope_type: "yarn" } }, [["/rope_scaling", null, "yarn", "rope_type"]]],
    [{ rope_scaling: { factor: 4 } }, [["/rope_scaling", null, null, null]]],
    [{ rope_scaling: { rope_type: 4 } }, [["/rope_scaling", null, null, "rope_type"]]],
    [{ rope_scaling: { factor: { a: 1 } } }, [["/rope_scaling", null, null, null]]],
    [{ rope_scaling: "yarn", rope_parameters: null }, []],
    [
      { rope_parameters: { full: { type: "a" }, other: { rope_type: "b" }, note: 3 } },
      [
        ["/rope_parameters/full", "full", "a", "type"],
        ["/rope_parameters/other", "other", "b", "rope_type"],
      ],
    ],
    [
      { rope_parameters: { rope_type: "yarn", full_attention: { type: "a" } } },
      [["/rope_parameters", null, "yarn", "rope_type"]],
    ],
    [
      { model_type: "gemma3_text", rope_parameters: { rope_type: "yarn", full_attention: { type: "a" } } },
      [["/rope_parameters/full_attention", "full_attention", "a", "type"]],
    ],
    [
      { rope_scaling: { type: "linear" }, rope_parameters: { rope_type: "yarn" } },
      [
        ["/rope_scaling", null, "linear", "type"],
        ["/rope_parameters", null, "yarn", "rope_type"],
      ],
    ],
  ])("are flat, or one per layer type: %j", (values, blocks) => {
    const found = facts(small(values)).blocks;
    expect(found.map(({ pointer, layerType, type, typeKey }) => [pointer, layerType, type, typeKey])).toEqual(blocks);
  });

  it("have a type under its present name", () => {
    const type = (block: Values) => facts(small({ rope_scaling: block })).blocks.map(blockType);
    expect(
      [
        { type: "su" },
        { type: "mrope" },
        { factor: 4 },
        { type: null },
        { type: "ntk" },
        { type: 4 },
        { rope_type: "yarn" },
      ].flatMap(type),
    ).toEqual(["longrope", "default", "default", "default", null, null, "yarn"]);
  });

  it("are read where the other spelling does not replace them", () => {
    const read = (values: Values) => {
      const all = facts(small(values));
      return all.blocks.map((block) => isReadBlock(all, block));
    };
    const block = { rope_type: "default" };
    expect(read({ rope_scaling: block, rope_parameters: block })).toEqual([true, false]);
    expect(read({ rope_scaling: {}, rope_parameters: block })).toEqual([true, true]);
    expect(read({ rope_parameters: block })).toEqual([true]);
    expect(read({ model_type: "llava", rope_scaling: block })).toEqual([false]);
    expect([isFilled({}), isFilled({ a: 1 }), isFilled(null), isFilled([1]), isFilled(undefined)]).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("what the blocks' layers are without scaling", () => {
  const pairs = (text: string) => {
    const all = facts(text);
    return all.blocks.map((block) => pairsOf(all, block));
  };
  const theta = (text: string) => {
    const all = facts(text);
    return all.blocks.map((block) => plainRope(all, block)?.spec.theta);
  };

  it("does not depend on what is wrong with the scaling", () => {
    const broken = { rope_type: "longrope", factor: 4, short_factor: [1], long_factor: [1] };
    expect(pairs(small({ rope_scaling: broken }))).toEqual([64]);
    expect(pairs(small({ rope_parameters: { ...broken, rope_theta: 7 } }))).toEqual([64]);
    expect(theta(small({ rope_theta: undefined, rope_parameters: { ...broken, rope_theta: 7 } }))).toEqual([7]);
    expect(pairs(llava({}, { rope_scaling: broken, head_dim: 64 }))).toEqual([32]);
    expect(pairs(small({ model_type: "glm4", rope_parameters: { ...broken, partial_rotary_factor: 0.25 } }))).toEqual([
      16,
    ]);
    expect(pairs(small({ model_type: "gpt2", rope_scaling: broken }))).toEqual([null]);
  });

  it("is of each layer type its own", () => {
    const broken = { rope_type: "longrope", factor: 4, short_factor: [1], long_factor: [1] };
    const nested = {
      full_attention: { ...broken, rope_theta: 300 },
      sliding_attention: { rope_type: "default", rope_theta: 200 },
    };
    expect(theta(gemma({ rope_parameters: nested }))).toEqual([300, 200]);
    expect(pairs(gemma({ rope_parameters: nested }))).toEqual([128, 128]);
  });

  it("stands beside a flat block, else in it", () => {
    const original = (text: string) => {
      const all = facts(text);
      return all.blocks.map((block) => originalLength(all, block));
    };
    const beside = { original_max_position_embeddings: 2048 };
    expect(original(small({ ...beside, rope_scaling: yarn() }))).toEqual([
      { value: 2048, pointer: "/original_max_position_embeddings" },
    ]);
    expect(original(small({ rope_scaling: yarn() }))).toEqual([
      { value: 4096, pointer: "/rope_scaling/original_max_position_embeddings" },
    ]);
    expect(original(small({ rope_scaling: { rope_type: "yarn" } }))).toEqual([null]);
    expect(original(gemma({ ...beside, rope_parameters: { full_attention: yarn() } }))).toEqual([
      { value: 4096, pointer: "/rope_parameters/full_attention/original_max_position_embeddings" },
    ]);
  });
});

describe("what is known of the file", () => {
  it.each([
    [{}, true],
    [{ auto_map: { AutoConfig: "x.Y" } }, false],
    [{ auto_map: null }, true],
    [{ architectures: ["LlamaForCausalLM"] }, true],
    [{ architectures: ["LlamaForCausalLMEagle3"] }, false],
    [{ architectures: ["LlamaForCausalLMEagle3", "LlamaForCausalLM"] }, true],
    [{ architectures: [] }, true],
    [{ architectures: [4] }, true],
    [{ architectures: "LlamaForCausalLM" }, true],
    [{ model_type: "mymodel" }, false],
    [{ model_type: undefined }, false],
  ])("whether transformers' own class runs %j", (values, native) => {
    expect(facts(small(values)).native).toBe(native);
  });

  it("knows the part of the language model and its type", () => {
    const inner = facts(llava({}, { auto_map: { AutoConfig: "x.Y" } }));
    expect([inner.path, inner.native, inner.modelType, inner.pointer("head_dim")]).toEqual([
      "/text_config",
      false,
      "llama",
      "/text_config/head_dim",
    ]);
    expect(facts(llava()).native).toBe(true);
  });

  it.each([
    ["llama", true],
    ["mymodel", true],
    [undefined, true],
    ["dinov3_vit", false],
    ["gpt2", false],
  ])("whether %s is a language model with RoPE, or may be one", (model_type, language) => {
    expect(facts(small({ model_type })).language).toBe(language);
  });

  it("knows which multimodal types do not read flat keys", () => {
    expect(facts(small({ model_type: "llava" })).unread).toBe(true);
    expect(facts(small({ model_type: "qwen2_5_vl" })).unread).toBe(false);
    expect(facts(small({ model_type: "llava", auto_map: { AutoConfig: "x.Y" } })).unread).toBe(false);
    expect(facts(llava()).unread).toBe(false);
    expect(facts(small()).unread).toBe(false);
  });

  it("finds values by pointer", () => {
    const root = { a: [1, { b: 2 }], c: "x" };
    expect(["", "/a/1/b", "/a/0", "/a/7", "/c/length", "/d/e"].map((pointer) => valueAt(root, pointer))).toEqual([
      root,
      2,
      1,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("what a pointer is about", () => {
  it.each([
    ["/rope_theta", ["theta", "checkpoint"]],
    ["/rope_scaling", ["block"]],
    ["/rope_scaling/factor", ["block"]],
    ["/rope_parameters/full_attention/rope_theta", ["block", "theta", "checkpoint"]],
    ["/rope_scaling/original_max_position_embeddings", ["block", "window"]],
    ["/max_position_embeddings", ["window"]],
    ["/n_ctx", ["window"]],
    ["/hidden_size", ["head", "checkpoint"]],
    ["/layer_types/3", ["sliding"]],
    ["/vision_config/hidden_size", []],
    ["/hidden_size_of_mine", []],
    ["", []],
  ])("%s", (pointer, subjects) => {
    expect(subjectsOf(facts(small()), pointer)).toEqual(subjects);
  });

  it("counts keys of the language model's part alone, but a block anywhere", () => {
    const part = facts(llava());
    expect(subjectsOf(part, "/text_config/hidden_size")).toEqual(["head", "checkpoint"]);
    expect(subjectsOf(part, "/hidden_size")).toEqual([]);
    expect(subjectsOf(part, "/vision_config/hidden_size")).toEqual([]);
    expect(subjectsOf(part, "/text_config")).toEqual([]);
    expect(subjectsOf(part, "/rope_scaling")).toEqual(["block"]);
  });
});
