/** Broken, absurd and malicious values: a model or none, never a crash, and never a number that is none. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import type { JsonObject, JsonValue } from "../../../src/config/model.ts";
import { frequencies } from "../../../src/rope/index.ts";
import { GEMMA3_4B_TEXT, LLAMA2_7B, modelOf, SMALL_LLAMA } from "./support/configs.ts";

const BAD_VALUES: readonly JsonValue[] = ["4.0", "", null, -1, 0, 1e308, true, [], [1, 2], {}, { a: 1 }, "NaN"];
const KEYS = [
  ...["hidden_size", "num_attention_heads", "num_key_value_heads", "num_hidden_layers", "head_dim", "vocab_size"],
  ...["max_position_embeddings", "original_max_position_embeddings", "rope_theta", "rope_scaling", "rope_parameters"],
  ...["partial_rotary_factor", "layer_types", "no_rope_layers", "sliding_window", "sliding_window_pattern"],
  ...["text_config", "model_type", "architectures", "torch_dtype", "_name_or_path", "qk_rope_head_dim"],
];
const BLOCK_KEYS = [
  ...["rope_type", "type", "factor", "rope_theta", "original_max_position_embeddings", "attention_factor", "beta_fast"],
  ...["beta_slow", "mscale", "truncate", "low_freq_factor", "high_freq_factor", "short_factor", "long_factor"],
];
const TYPES = ["default", "linear", "dynamic", "yarn", "llama3", "longrope", "proportional", "mrope", "ntk"];

/** Every number that leaves the reader. */
function expectSane(text: string): void {
  const { model } = readConfig(text);
  for (const { spec, claimedLength, layers, slidingWindow } of model?.ropes ?? []) {
    expect(frequencies(spec).invFreq.every(Number.isFinite)).toBe(true);
    const numbers = [spec.theta, spec.headDim, spec.rotaryDim, spec.pretrainedLength, spec.maxPositionEmbeddings];
    for (const value of [...numbers, claimedLength]) expect(Number.isFinite(value) && value > 0).toBe(true);
    expect(layers === null || layers >= 0).toBe(true);
    expect(slidingWindow === null || slidingWindow > 0).toBe(true);
  }
  const { kvCache } = model ?? {};
  if (kvCache) expect(Number.isFinite(kvCache.bytesPerToken) && Number.isFinite(kvCache.bytesAtMax)).toBe(true);
}

describe("one bad value", () => {
  const bases: readonly JsonObject[] = [LLAMA2_7B, GEMMA3_4B_TEXT, { model_type: "qwen2", ...SMALL_LLAMA }];

  test("at top level", () => {
    for (const base of bases) {
      for (const key of KEYS) {
        for (const value of BAD_VALUES) expectSane(JSON.stringify({ ...base, [key]: value }));
      }
    }
  });

  test("in a block of any type", () => {
    for (const rope_type of TYPES) {
      for (const key of BLOCK_KEYS) {
        for (const value of BAD_VALUES) {
          const block = { rope_type, factor: 4, low_freq_factor: 1, high_freq_factor: 4, [key]: value };
          expectSane(JSON.stringify({ ...SMALL_LLAMA, rope_scaling: block }));
          expectSane(JSON.stringify({ ...SMALL_LLAMA, rope_parameters: block }));
        }
      }
    }
  });
});

describe("what transformers cannot compute is left out", () => {
  test.each<[string, JsonObject]>([
    ["theta as a string", { rope_theta: "10000" }],
    ["theta null", { rope_theta: null }],
    ["theta 0", { rope_theta: 0 }],
    ["a negative theta", { rope_theta: -10000 }],
    ["a factor as a string", { rope_scaling: { rope_type: "linear", factor: "4.0" } }],
    ["a factor of 0", { rope_scaling: { rope_type: "dynamic", factor: 0 } }],
    ["no factor", { rope_scaling: { rope_type: "yarn" } }],
    ["an unknown type", { rope_scaling: { rope_type: "ntk", factor: 4 } }],
    ["a type that is no string", { rope_scaling: { rope_type: 4, factor: 4 } }],
    ["mrope in a text model", { rope_scaling: { rope_type: "mrope", mrope_section: [8, 12, 12] } }],
    ["a block that is a string", { rope_scaling: "yarn" }],
    ["a block that is a list", { rope_parameters: [{ rope_type: "yarn", factor: 4 }] }],
    ["llama3 without its bounds", { rope_scaling: { rope_type: "llama3", factor: 8 } }],
    [
      "lists of the wrong length",
      { rope_scaling: { rope_type: "longrope", short_factor: [1, 1], long_factor: [1, 1] } },
    ],
    ["one list missing", { rope_scaling: { rope_type: "longrope", short_factor: new Array(32).fill(1) } }],
    ["a string in a list", { rope_scaling: { rope_type: "longrope", short_factor: ["1"], long_factor: [1] } }],
    ["an attention factor as a string", { rope_scaling: { rope_type: "yarn", factor: 4, attention_factor: "1" } }],
    ["betas as strings", { rope_scaling: { rope_type: "yarn", factor: 4, beta_fast: "32" } }],
    ["a head of a billion entries", { head_dim: 1e9 }],
  ])("%s", (_, keys) => {
    const model = modelOf({ ...SMALL_LLAMA, ...keys });
    expect(model.ropes).toEqual([]);
    expect(model.hasRope).toBe(true);
  });
});

test("a window that is no length is the type's", () => {
  for (const value of ["4096", null, -1, 0, 4096.5, [4096]]) {
    const [rope] = modelOf({ ...SMALL_LLAMA, max_position_embeddings: value }).ropes;
    expect(rope?.spec.maxPositionEmbeddings).toBe(2048);
    expect(rope?.pretrainedLengthSource).toEqual({ kind: "type-default" });
  }
});

test("a split into time, height and width that does not add up is dropped", () => {
  const section = (mrope_section: number[]) =>
    modelOf({ ...SMALL_LLAMA, rope_scaling: { rope_type: "default", mrope_section } }).ropes[0]?.spec.mropeSection;
  expect(section([8, 12, 12])).toEqual([8, 12, 12]);
  expect(section([8, 12, 11])).toBeNull();
});

test("keys named like parts of the prototype are keys", () => {
  const text = `{"model_type": "llama", "__proto__": {"rope_theta": 5}, "constructor": {"rope_theta": 5}, "hidden_size": 256,
    "num_attention_heads": 4, "rope_scaling": {"__proto__": {"rope_type": "yarn"}, "toString": 1}}`;
  const [rope] = readConfig(text).model?.ropes ?? [];
  expect(rope?.spec.theta).toBe(10000);
  expect(rope?.spec.scaling).toEqual({ type: "default" });
  expect(readConfig('{"model_type": "__proto__", "hidden_size": 4}').model?.ropes).toEqual([]);
  expect(
    readConfig('{"model_type": "constructor", "rope_theta": 1e4, "hidden_size": 64, "num_attention_heads": 1}').model
      ?.ropes,
  ).toHaveLength(1);
});

test("a list of a hundred thousand layers is counted", () => {
  const layer_types = new Array(100_000).fill("full_attention");
  expect(modelOf({ ...SMALL_LLAMA, layer_types }).ropes[0]?.layers).toBe(100_000);
});

test("any JSON is read without a crash", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      expectSane(text);
    }),
  );
});

test("any text cut out of a config, with anything typed into it, is read without a crash", () => {
  const text = JSON.stringify({ ...LLAMA2_7B, rope_scaling: { rope_type: "yarn", factor: 4 } }, null, 2);
  fc.assert(
    fc.property(
      fc.nat(text.length),
      fc.nat(text.length),
      fc.string({ unit: "binary", maxLength: 8 }),
      (a, b, typed) => {
        expectSane(text.slice(0, Math.min(a, b)) + typed + text.slice(Math.max(a, b)));
        expectSane(text.slice(0, a) + typed);
      },
    ),
  );
});

test("any values under the keys that matter are read without a crash", () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.integer(), fc.double(), fc.constantFrom(...BAD_VALUES));
  const block = fc.dictionary(fc.constantFrom(...BLOCK_KEYS), fc.oneof(value, fc.constantFrom(...TYPES)));
  const config = fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(value, block));
  const type = fc.constantFrom("llama", "gemma3", "gemma4_text", "deepseek_v4", "qwen", "gpt_neox", "newmodel", "phi3");
  fc.assert(
    fc.property(config, type, (keys, model_type) => {
      expectSane(JSON.stringify({ model_type, hidden_size: 256, num_attention_heads: 4, ...keys }));
    }),
    { numRuns: 500 },
  );
});
