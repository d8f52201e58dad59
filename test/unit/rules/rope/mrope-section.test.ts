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
});
