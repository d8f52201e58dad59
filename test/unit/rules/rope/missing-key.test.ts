import { describe, expect, it } from "vitest";
import { findings, findingsOf, fixedBy, llama, marked, only, small } from "../support/configs.ts";

const CODE = "rope/missing-key";

describe(CODE, () => {
  it("gives transformers' own words and the factor that the lengths imply", () => {
    const text = small({ rope_scaling: { rope_type: "yarn", original_max_position_embeddings: 4096 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "The yarn block lacks \"factor\": transformers (4.43 to 5.24), and with it vLLM and SGLang, raises KeyError: Missing required keys for 'rope_type'='yarn': {'factor'}.",
    );
    expect(fixedBy('Add "factor": 4.0 (16384 / 4096)', finding, text)).toBe(
      small({ rope_scaling: { rope_type: "yarn", factor: 4, original_max_position_embeddings: 4096 } }),
    );
  });

  it("offers the limits that every Llama has", () => {
    const text = small({
      rope_scaling: { rope_type: "llama3", factor: 8, original_max_position_embeddings: 8192, high_freq_factor: 4 },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "The llama3 block lacks \"low_freq_factor\": transformers (4.43 to 5.24), and with it vLLM and SGLang, raises KeyError: Missing required keys for 'rope_type'='llama3': {'low_freq_factor'}.",
    );
    expect(fixedBy('Add "low_freq_factor": 1.0 (as in every published Llama)', finding, text)).toBe(
      small({
        rope_scaling: {
          rope_type: "llama3",
          low_freq_factor: 1,
          factor: 8,
          original_max_position_embeddings: 8192,
          high_freq_factor: 4,
        },
      }),
    );
  });

  it("offers nothing where nothing implies it", () => {
    const text = small({ rope_scaling: { rope_type: "linear" } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "The linear block lacks \"factor\": transformers (4.43 to 5.24), and with it vLLM and SGLang, raises KeyError: Missing required keys for 'rope_type'='linear': {'factor'}.",
    );
  });

  it("is a warning where the model brings its own code", () => {
    const text = small({ auto_map: { AutoConfig: "configuration_x.X" }, rope_scaling: { rope_type: "linear" } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "The linear block lacks \"factor\": transformers (4.43 to 5.24), and with it vLLM and SGLang, raises KeyError: Missing required keys for 'rope_type'='linear': {'factor'}.",
    );
  });

  it("leaves misspelt keys to the rule that names them, and HunYuan's alpha alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", facter: 4 } }))).toEqual([]);
    expect(
      findingsOf(CODE, small({ model_type: "hunyuan_v1_dense", rope_scaling: { type: "dynamic", alpha: 1000 } })),
    ).toEqual([]);
  });

  it("offers both limits together, and nothing for other pairs or more keys", () => {
    const llama3 = { rope_type: "llama3", factor: 8, original_max_position_embeddings: 4096 };
    const text = small({ rope_scaling: llama3 });
    const finding = only(CODE, text);
    expect(finding.message).toContain('lacks "low_freq_factor" and "high_freq_factor": ');
    expect(finding.message).toMatch(/: \{'low_freq_factor', 'high_freq_factor'\}\.$/);
    expect(
      JSON.parse(
        fixedBy("Add low_freq_factor 1.0 and high_freq_factor 4.0 (as in every published Llama)", finding, text),
      ),
    ).toEqual(JSON.parse(small({ rope_scaling: { ...llama3, low_freq_factor: 1, high_freq_factor: 4 } })));
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false]);
    for (const block of [
      { ...llama3, factor: undefined },
      { ...llama3, factor: undefined, low_freq_factor: 1 },
      { rope_type: "longrope", factor: 4 },
    ]) {
      expect(only(CODE, small({ rope_scaling: block })).fixes).toEqual([]);
    }
  });

  it("offers the upper limit alone", () => {
    const block = { rope_type: "llama3", factor: 8, original_max_position_embeddings: 4096, low_freq_factor: 1 };
    expect(only(CODE, small({ rope_scaling: block })).fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ['Add "high_freq_factor": 4.0 (as in every published Llama)', false],
    ]);
  });

  it.each([
    [{ rope_type: "yarn", original_max_position_embeddings: 4096 }, ['Add "factor": 4.0 (16384 / 4096)', true]],
    [{ rope_type: "dynamic", original_max_position_embeddings: 4096 }, ['Add "factor": 4.0 (16384 / 4096)', false]],
    [{ rope_type: "dynamic" }, ['Add "factor": 4.0 (16384 / 4096)', false]],
    [{ rope_type: "linear" }, ['Add "factor": 4.0 (16384 / 4096)', true]],
    [{ rope_type: "yarn", original_max_position_embeddings: 16384 }, null],
    [{ rope_type: "yarn", original_max_position_embeddings: 0 }, null],
  ])("computes the factor of %j where the lengths imply one", (block, fix) => {
    const finding = only(CODE, llama({ max_position_embeddings: 16384, rope_scaling: block }));
    expect(finding.fixes.map(({ title, preferred }) => [title, preferred])).toEqual(fix === null ? [] : [fix]);
  });

  it("takes alpha for HunYuan's only where it is a number, in dynamic", () => {
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "dynamic", alpha: "x" } }))).toHaveLength(1);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", alpha: 3 } }))).toHaveLength(1);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "dynamic", alpha: 3 } }))).toEqual([]);
  });

  it("leaves blocks alone that are not read, and whose type is not settled", () => {
    const linear = { rope_type: "linear" };
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "default" }, rope_parameters: linear }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { ...linear, type: "yarn" } }))).toEqual([]);
  });

  it("is the one finding about the block", () => {
    const text = small({ rope_scaling: { rope_type: "yarn", beta_fast: 1, beta_slow: 32 } });
    expect(findings(text).map(({ code }) => code)).toEqual([CODE]);
  });
});
