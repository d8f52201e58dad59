import { describe, expect, it } from "vitest";
import { findings, findingsOf, fixedBy, json, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/both-blocks";

describe(CODE, () => {
  it("says which theta is lost", () => {
    const text = small({
      rope_theta: undefined,
      rope_scaling: { rope_type: "linear", factor: 4 },
      rope_parameters: yarn({ rope_theta: 1000000 }),
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "rope_scaling replaces rope_parameters whole in transformers 5, vLLM and SGLang: the rope_theta 1000000 in it is lost and 10000 is used. transformers 4 does not read rope_parameters at all.",
    );
    expect(fixedBy("Remove rope_scaling and keep rope_parameters", finding, text)).toBe(
      small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }),
    );
    expect(fixedBy("Keep rope_scaling with rope_theta 1000000 in it and remove rope_parameters", finding, text)).toBe(
      small({ rope_theta: undefined, rope_scaling: { rope_type: "linear", factor: 4, rope_theta: 1000000 } }),
    );
  });

  it("is a warning in transformers 4, which ignores the newer block", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4 }, rope_parameters: yarn() });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "transformers@4.57.6", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "rope_scaling replaces rope_parameters whole in transformers 5, vLLM and SGLang: nothing in it counts. transformers 4 does not read rope_parameters at all.",
    );
  });

  it("tells blocks apart that differ in one value, or in their type alone", () => {
    const linear = { rope_type: "linear", factor: 4 };
    for (const [a, b] of [
      [linear, { ...linear, factor: 8 }],
      [linear, { ...linear, rope_type: "dynamic" }],
      [linear, { ...linear, beta_fast: 16 }],
    ]) {
      const finding = only(CODE, small({ rope_scaling: a, rope_parameters: b }));
      expect(finding.message).toContain("nothing in it counts");
    }
    expect(findingsOf(CODE, small({ rope_scaling: { type: "linear", factor: 4 }, rope_parameters: linear }))).toEqual(
      [],
    );
  });

  it("concerns the block that is lost as well", () => {
    const text = small({
      rope_scaling: { rope_type: "linear", factor: 4 },
      rope_parameters: yarn({ rope_theta: "x" }),
    });
    expect(findings(text).map(({ code, jsonPointer }) => `${code} ${jsonPointer}`)).toContain(
      "rope/wrong-type /rope_parameters/rope_theta",
    );
  });

  it("leaves blocks alone that say the same, and empty ones", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn(), rope_parameters: yarn({ rope_theta: 500000 }) }))).toEqual(
      [],
    );
    expect(findingsOf(CODE, small({ rope_scaling: null, rope_parameters: yarn() }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn(), rope_parameters: {} }))).toEqual([]);
  });

  it("knows under which key the type has its base, and of unknown types rope_theta", () => {
    const blocks = { rope_scaling: { rope_type: "linear", factor: 4 }, rope_parameters: yarn({ rope_theta: 1000000 }) };
    const shape = { hidden_size: 1024, num_attention_heads: 16, num_hidden_layers: 24 };
    const message = (values: object) => only(CODE, json({ ...shape, ...values, ...blocks })).message;
    expect(message({ model_type: "gpt_neox", rotary_emb_base: 20000 })).toContain("is lost and 20000 is used.");
    expect(message({ model_type: "mymodel", rope_theta: 20000 })).toContain("is lost and 20000 is used.");
    expect(message({ model_type: "mymodel" })).toContain("nothing in it counts.");
    const own = { ...blocks, rope_scaling: { ...blocks.rope_scaling, rope_theta: 30000 } };
    expect(only(CODE, small(own)).message).toContain("is lost and 30000 is used.");
  });

  it("offers to keep either block where no base is lost, and leaves the choice to the author", () => {
    const linear = { rope_type: "linear", factor: 4 };
    for (const parameters of [yarn(), yarn({ rope_theta: 500000 })]) {
      const text = small({ rope_scaling: linear, rope_parameters: parameters });
      const finding = only(CODE, text);
      expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false, false]);
      expect(fixedBy("Remove rope_parameters and keep rope_scaling", finding, text)).toBe(
        small({ rope_scaling: linear }),
      );
    }
  });

  it("leaves blocks per layer type to Gemma's own rules", () => {
    const nested = { full_attention: yarn({ rope_theta: 1000000 }) };
    expect(
      findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4 }, rope_parameters: nested })),
    ).toEqual([]);
  });

  it.each([
    ["transformers@5.0.0", "error"],
    ["vllm@0.11.0", "info"],
    ["vllm@0.12.0", "error"],
    ["sglang@0.4.10.post2", "info"],
    ["sglang", "error"],
  ])("knows what %s makes of the two", (runtime, severity) => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4 }, rope_parameters: yarn() });
    expect(only(CODE, text, { runtimes: [runtime] }).severity).toBe(severity);
  });
});
