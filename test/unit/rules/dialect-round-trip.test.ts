import fc from "fast-check";
import { describe, expect, it } from "vitest";
import measured from "../../../src/config/data/model-types.json" with { type: "json" };
import { rulesOf } from "../../../src/config/model-types.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import { applyEdits } from "../../../src/config/text-edit.ts";
import { convertDialect } from "../../../src/rules/index.ts";
import { json, qwen, small } from "./support/configs.ts";

function specsOf(text: string) {
  return readConfig(text).model?.ropes.map(({ spec }) => spec);
}

describe("converting between the spellings", () => {
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

  it("computes the same in every spelling that it writes, whatever the type", () => {
    const shape = { hidden_size: 768, num_attention_heads: 12, num_hidden_layers: 6, max_position_embeddings: 4096 };
    const keys = {
      rope_theta: 77,
      rotary_emb_base: 78,
      global_rope_theta: 79,
      local_rope_theta: 80,
      rope_local_base_freq: 81,
    };
    const bases = (text: string) =>
      readConfig(text).model?.ropes.map(({ layerType, spec }) => [layerType, spec.theta, spec.rotaryDim]);
    let converted = 0;
    for (const model_type of Object.keys(measured.types)) {
      for (const rope_scaling of [null, { rope_type: "linear", factor: 4 }]) {
        const parameters = { rope_type: "default", ...rope_scaling, rope_theta: 77, partial_rotary_factor: 0.5 };
        const v4 = json({ model_type, ...shape, ...keys, rope_scaling });
        const v5 = json({ model_type, ...shape, rope_parameters: parameters });
        const readsFlat = rulesOf(model_type)?.ropeParameters === "read";
        for (const [text, dialect] of readsFlat
          ? ([
              [v4, "v5"],
              [v5, "v4"],
            ] as const)
          : ([[v4, "v5"]] as const)) {
          const fix = convertDialect(readConfig(text), dialect);
          if (fix === null) continue;
          converted++;
          const after = bases(applyEdits(text, fix.edits));
          expect({ model_type, dialect, after }).toEqual({ model_type, dialect, after: bases(text) });
        }
      }
    }
    expect(converted).toBeGreaterThan(500);
  });
});
