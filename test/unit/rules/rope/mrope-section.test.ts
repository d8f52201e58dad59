import { describe, expect, it } from "vitest";
import { findingsOf, only, small } from "../support/configs.ts";

const CODE = "rope/mrope-section";

describe(CODE, () => {
  it("adds the sections up", () => {
    const text = small({ model_type: "qwen2_5_vl", rope_scaling: { type: "mrope", mrope_section: [16, 22, 22] } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/mrope_section",
      runtimes: ["transformers", "vllm"],
    });
    expect(finding.message).toBe(
      "The sections 16, 22 and 22 add up to 60, but a head has 64 pairs: the first forward pass raises RuntimeError, vLLM an AssertionError.",
    );
  });

  it("leaves sections alone that add up to the pairs", () => {
    expect(
      findingsOf(
        CODE,
        small({ model_type: "qwen2_5_vl", rope_scaling: { type: "mrope", mrope_section: [16, 24, 24] } }),
      ),
    ).toEqual([]);
    expect(
      findingsOf(CODE, small({ model_type: "qwen2_5_vl", rope_scaling: { type: "mrope", mrope_section: [] } })),
    ).toEqual([]);
  });

  it("leaves sections alone that count each pair twice, and lists with other things in them", () => {
    const sections = (mrope_section: unknown) =>
      findingsOf(CODE, small({ model_type: "qwen2_5_vl", rope_scaling: { type: "mrope", mrope_section } }));
    expect(sections([32, 48, 48])).toEqual([]);
    expect(sections([16, "22", 22])).toEqual([]);
    expect(sections(null)).toEqual([]);
    expect(sections([16, 24])).toHaveLength(1);
  });

  it("is information for a transformers that has no such model, and silent while the head is unsettled", () => {
    const block = { rope_scaling: { type: "mrope", mrope_section: [16, 22, 22] } };
    const text = small({ model_type: "qwen2_5_vl", ...block });
    expect(only(CODE, text, { runtimes: ["transformers@4.48.3"] }).severity).toBe("info");
    expect(only(CODE, text, { runtimes: ["vllm"] }).severity).toBe("error");
    expect(findingsOf(CODE, small({ model_type: "qwen2_5_vl", hidden_size: "2048", ...block }))).toEqual([]);
    const unread = { rope_scaling: { type: "default" }, rope_parameters: block.rope_scaling };
    expect(findingsOf(CODE, small({ model_type: "qwen2_5_vl", ...unread }))).toEqual([]);
  });
});
