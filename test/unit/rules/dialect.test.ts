import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../../src/config/model.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import { applyEdits } from "../../../src/config/text-edit.ts";
import { convertDialect } from "../../../src/rules/index.ts";
import { gemma, json, qwen, small, yarn } from "./support/configs.ts";

function converted(text: string, dialect: Dialect): unknown {
  const fix = convertDialect(readConfig(text), dialect);
  return fix === null ? null : JSON.parse(applyEdits(text, fix.edits));
}

function specsOf(text: string) {
  return readConfig(text).model?.ropes.map(({ spec }) => spec);
}

describe("converting between the spellings", () => {
  it("writes a block and its theta as rope_parameters", () => {
    expect(converted(small({ rope_scaling: { type: "linear", factor: 4 } }), "v5")).toEqual(
      JSON.parse(
        small({ rope_theta: undefined, rope_parameters: { rope_type: "linear", factor: 4, rope_theta: 500000 } }),
      ),
    );
  });

  it("writes rope_parameters as a block beside its theta", () => {
    const text = small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) });
    expect(converted(text, "v4")).toEqual(JSON.parse(small({ rope_theta: 1000000, rope_scaling: yarn() })));
  });

  it("writes no block where nothing is scaled", () => {
    const text = small({ rope_theta: undefined, rope_parameters: { rope_type: "default", rope_theta: 1000000 } });
    expect(converted(text, "v4")).toEqual(JSON.parse(small({ rope_theta: 1000000 })));
  });

  it("writes Gemma 3's two bases as one block per layer type, and back", () => {
    const v4 = gemma({
      rope_theta: 1000000,
      rope_local_base_freq: 10000,
      rope_scaling: { rope_type: "linear", factor: 8 },
    });
    const v5 = gemma({
      rope_parameters: {
        full_attention: { rope_type: "linear", factor: 8, rope_theta: 1000000 },
        sliding_attention: { rope_type: "default", rope_theta: 10000 },
      },
    });
    expect(converted(v4, "v5")).toEqual(JSON.parse(v5));
    expect(converted(v5, "v4")).toEqual(JSON.parse(v4));
  });

  it("keeps what the model computes: there and back again gives the same frequencies", () => {
    const texts = [
      small({ rope_scaling: yarn() }),
      small({ model_type: "phi", partial_rotary_factor: 0.5, rope_scaling: { rope_type: "linear", factor: 2 } }),
      gemma({ rope_theta: 1000000, rope_local_base_freq: 10000, rope_scaling: { rope_type: "linear", factor: 8 } }),
    ];
    for (const text of texts) {
      const specs = readConfig(text).model?.ropes.map(({ spec }) => spec);
      const v5 = json(Object(converted(text, "v5")));
      expect(readConfig(v5).model?.ropes.map(({ spec }) => spec)).toEqual(specs);
      const v4 = json(Object(converted(v5, "v4")));
      expect(readConfig(v4).model?.ropes.map(({ spec }) => spec)).toEqual(specs);
    }
  });

  it("keeps the file's layout", () => {
    const text = small({ rope_scaling: yarn() }).replaceAll("\n", "\r\n").replaceAll("  ", "\t");
    const fix = convertDialect(readConfig(text), "v5");
    const after = applyEdits(text, fix?.edits ?? []);
    expect(after).toContain('\r\n\t"rope_parameters": {\r\n\t\t"rope_type": "yarn",\r\n\t\t"factor": 4.0,');
    expect(after.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("has nothing to offer for files of that spelling, with both, or without RoPE", () => {
    expect(converted(small({ rope_theta: undefined, rope_parameters: yarn() }), "v5")).toBe(null);
    expect(converted(small({ rope_scaling: yarn() }), "v4")).toBe(null);
    expect(converted(small({ rope_scaling: yarn(), rope_parameters: yarn() }), "v5")).toBe(null);
    expect(converted(json({ model_type: "gpt2", n_embd: 768, n_head: 12, n_layer: 12 }), "v5")).toBe(null);
    expect(converted("{}", "v5")).toBe(null);
  });

  it("gives the file's values again there and back, whatever block it has, and computes the same on the way", () => {
    const positive = fc.double({ min: 1, max: 64, noNaN: true });
    const list = fc.array(positive, { minLength: 64, maxLength: 64 });
    const original = { original_max_position_embeddings: fc.constantFrom(4096, 8192) };
    const type = (name: string) => fc.constant(name);
    const block = fc.oneof(
      fc.record({ rope_type: type("linear"), factor: positive }),
      fc.record({ rope_type: type("dynamic"), factor: positive }),
      fc.record({ rope_type: type("default") }),
      fc.record(
        {
          rope_type: type("yarn"),
          factor: positive,
          ...original,
          beta_fast: fc.integer({ min: 16, max: 64 }),
          beta_slow: fc.integer({ min: 1, max: 8 }),
          attention_factor: positive,
          truncate: fc.boolean(),
        },
        { requiredKeys: ["rope_type", "factor"] },
      ),
      fc.record({
        rope_type: type("llama3"),
        factor: positive,
        ...original,
        low_freq_factor: fc.constant(1),
        high_freq_factor: fc.integer({ min: 2, max: 8 }),
      }),
      fc.record({ rope_type: type("longrope"), factor: positive, ...original, short_factor: list, long_factor: list }),
    );
    const layout = fc.constantFrom(0, 2, "\t");
    const before = fc.record({ rope_scaling: block, rope_theta: fc.integer({ min: 1000, max: 1e7 }) });
    fc.assert(
      fc.property(before, fc.constantFrom(small, qwen), layout, fc.boolean(), (keys, config, indent, first) => {
        const rest = JSON.parse(config());
        const v4 = JSON.stringify(first ? { ...keys, ...rest, ...keys } : { ...rest, ...keys }, null, indent);
        const there = convertDialect(readConfig(v4), "v5");
        const v5 = applyEdits(v4, there?.edits ?? []);
        expect(specsOf(v5)).toEqual(specsOf(v4));
        const back = applyEdits(v5, convertDialect(readConfig(v5), "v4")?.edits ?? []);
        expect(specsOf(back)).toEqual(specsOf(v4));
        // A block that says "default" says nothing in v4.
        const { rope_scaling: given, ...others } = JSON.parse(v4);
        expect(JSON.parse(back)).toEqual(given.rope_type === "default" ? others : { ...others, rope_scaling: given });
        expect(convertDialect(readConfig(v5), "v5")).toBe(null);
        expect(convertDialect(readConfig(back), "v4")).toBe(null);
      }),
    );
  });
});
