import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

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
});
