import { describe, expect, it } from "vitest";
import type { Dialect } from "../../../src/config/model.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import { applyEdits } from "../../../src/config/text-edit.ts";
import { convertDialect } from "../../../src/rules/index.ts";
import { gemma, json, oss, small, type Values, yarn } from "./support/configs.ts";

function converted(text: string, dialect: Dialect): unknown {
  const fix = convertDialect(readConfig(text), dialect);
  return fix === null ? null : JSON.parse(applyEdits(text, fix.edits));
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

  it("writes Gemma 3 with one base, the other or none as what the type computes", () => {
    const block = { rope_type: "linear", factor: 8 };
    const rope = (values: Values) =>
      (converted(gemma({ ...values, rope_scaling: block }), "v5") as Values | null)?.rope_parameters;
    const sliding_attention = { rope_type: "default", rope_theta: 10000 };
    expect(rope({})).toEqual({ full_attention: { ...block, rope_theta: 1000000 }, sliding_attention });
    expect(rope({ rope_theta: 300 })).toEqual({ full_attention: { ...block, rope_theta: 300 }, sliding_attention });
    expect(rope({ rope_local_base_freq: 200 })).toEqual({
      full_attention: { ...block, rope_theta: 1000000 },
      sliding_attention: { rope_type: "default", rope_theta: 200 },
    });
    expect(converted(gemma({ rope_theta: 300 }), "v5")).toEqual(
      JSON.parse(
        gemma({ rope_parameters: { full_attention: { rope_type: "default", rope_theta: 300 }, sliding_attention } }),
      ),
    );
    expect(converted(gemma(), "v5")).toBe(null);
  });

  it("writes the base that the type has, under the type's own key, or none where nobody knows it", () => {
    const linear = { rope_type: "linear", factor: 4 };
    const parameters = (values: Values) =>
      (converted(json({ ...values, rope_scaling: linear }), "v5") as Values | null)?.rope_parameters;
    const shape = { hidden_size: 2048, num_attention_heads: 16, max_position_embeddings: 16384 };
    expect(parameters({ model_type: "llama", ...shape })).toEqual({ ...linear, rope_theta: 10000 });
    expect(parameters({ model_type: "mymodel", ...shape })).toEqual(linear);
    expect(parameters({ model_type: "mymodel", ...shape, rope_theta: 7 })).toEqual({ ...linear, rope_theta: 7 });
    expect(parameters({ model_type: "gpt_neox", ...shape, rotary_emb_base: 7 })).toEqual({ ...linear, rope_theta: 7 });
    expect(parameters({ model_type: "llama", ...shape, partial_rotary_factor: 0.5 })).toEqual({
      ...linear,
      rope_theta: 10000,
      partial_rotary_factor: 0.5,
    });
    const typed = {
      rope_scaling: { type: "yarn", ...linear, rope_theta: 5, partial_rotary_factor: 0.25 },
      partial_rotary_factor: 0.5,
    };
    expect((converted(small(typed), "v5") as Values | null)?.rope_parameters).toEqual({
      ...linear,
      rope_theta: 5,
      partial_rotary_factor: 0.25,
    });
    expect(converted(small({ rope_scaling: null }), "v5")).toEqual(
      JSON.parse(small({ rope_theta: undefined, rope_parameters: { rope_type: "default", rope_theta: 500000 } })),
    );
  });

  it("takes the place of a null, and puts the share of the head beside the block", () => {
    const text = small({
      rope_theta: undefined,
      rope_scaling: null,
      rope_parameters: yarn({ rope_theta: 7, partial_rotary_factor: 0.5 }),
    });
    expect(converted(text, "v4")).toEqual(
      JSON.parse(small({ rope_theta: 7, partial_rotary_factor: 0.5, rope_scaling: yarn() })),
    );
    const plain = { rope_type: "default", type: "default", rope_theta: 7 };
    expect(converted(small({ rope_theta: undefined, rope_scaling: null, rope_parameters: plain }), "v4")).toEqual(
      JSON.parse(small({ rope_theta: 7 })),
    );
    const note = { ...plain, note: 1 };
    expect(
      (converted(small({ rope_theta: undefined, rope_parameters: note }), "v4") as Values | null)?.rope_scaling,
    ).toEqual({
      rope_type: "default",
      type: "default",
      note: 1,
    });
  });

  it("has no older spelling for blocks of layer types that it could not say", () => {
    const plain = { rope_type: "default", rope_theta: 10000 };
    const v4 = (parameters: Values, changes: Values = {}) =>
      converted(gemma({ ...changes, rope_parameters: parameters }), "v4");
    expect(v4({ full_attention: plain, sliding_attention: yarn() })).toBe(null);
    expect(v4({ full_attention: plain, sliding_attention: { type: "linear", rope_theta: 1 } })).toBe(null);
    expect(v4({ sliding_attention: plain })).toBe(null);
    expect(v4({ full_attention: plain, sliding_attention: plain }, { model_type: "olmo3" })).toBe(null);
    expect(v4({ full_attention: { ...plain, rope_theta: 5 } })).toEqual(JSON.parse(gemma({ rope_theta: 5 })));
    expect(v4({ full_attention: plain, sliding_attention: { type: "default" } })).toEqual(
      JSON.parse(gemma({ rope_theta: 10000 })),
    );
  });

  it("says which spelling it writes, and is never the one right answer", () => {
    const title = (text: string, dialect: Dialect) => convertDialect(readConfig(text), dialect);
    expect(title(small({ rope_scaling: yarn() }), "v5")).toMatchObject({
      title: "Write it as rope_parameters (transformers 5 spelling)",
      preferred: false,
    });
    expect(title(small({ rope_theta: undefined, rope_parameters: yarn() }), "v4")).toMatchObject({
      title: "Write it as rope_scaling (transformers 4 spelling)",
      preferred: false,
    });
    const first =
      '{"rope_theta": 7.0, "model_type": "llama", "hidden_size": 64, "num_attention_heads": 4, "max_position_embeddings": 64, "rope_parameters": {"rope_type": "linear", "factor": 2.0}}';
    const after = applyEdits(first, title(first, "v4")?.edits ?? []);
    expect(Object.keys(JSON.parse(after)).slice(0, 2)).toEqual(["rope_theta", "rope_scaling"]);
  });

  it("leaves a base for sliding layers alone in types that have none", () => {
    const text = small({ rope_local_base_freq: 5, rope_scaling: { rope_type: "linear", factor: 4 } });
    expect(converted(text, "v5")).toMatchObject({ rope_local_base_freq: 5 });
  });

  it("keeps the base that fills a block in types that read none beside it", () => {
    const linear = { rope_type: "linear", factor: 4 };
    const text = small({ model_type: "apertus", rope_theta: 77, rope_scaling: linear });
    expect((converted(text, "v5") as Values | null)?.rope_parameters).toEqual({ ...linear, rope_theta: 77 });
    expect(converted(small({ model_type: "apertus", rope_theta: 77 }), "v5")).toBe(null);
  });

  it("has nothing to offer where a type's own scaling would count instead, or the other spelling is not read", () => {
    const plain = { rope_type: "default", rope_theta: 77 };
    expect(converted(oss({ rope_scaling: null }), "v5")).toBe(null);
    expect(converted(oss({ rope_theta: undefined, rope_parameters: plain }), "v4")).toBe(null);
    expect(converted(small({ model_type: "apertus", rope_theta: undefined, rope_parameters: plain }), "v4")).toBe(null);
    const gptj = { model_type: "gptj", n_embd: 64, n_head: 4, n_layer: 2, rotary_dim: 8 };
    expect(converted(json({ ...gptj, rope_scaling: yarn() }), "v5")).toBe(null);
    expect(converted(json({ ...gptj, rope_parameters: yarn() }), "v4")).toBe(null);
  });

  it("writes the base and the share under the keys that the type reads", () => {
    const shape = { model_type: "gpt_neox", hidden_size: 1024, num_attention_heads: 16, num_hidden_layers: 2 };
    const linear = { rope_type: "linear", factor: 4 };
    expect(
      converted(json({ ...shape, rope_parameters: { ...linear, rope_theta: 77, partial_rotary_factor: 0.5 } }), "v4"),
    ).toEqual({
      ...shape,
      rotary_emb_base: 77,
      rotary_pct: 0.5,
      rope_scaling: linear,
    });
    // A base for sliding layers that OLMo 3 does not read is not one.
    const olmo = converted(json({ ...shape, model_type: "olmo3", rope_theta: 77, rope_local_base_freq: 5 }), "v5");
    expect((olmo as Values | null)?.rope_parameters).toMatchObject({ sliding_attention: { rope_theta: 500000 } });
  });
});
