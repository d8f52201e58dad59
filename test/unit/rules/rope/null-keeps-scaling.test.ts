import { describe, expect, it } from "vitest";
import { findingsOf, gemma, marked, only, oss, small } from "../support/configs.ts";

const CODE = "rope/null-keeps-scaling";

describe(CODE, () => {
  it("says what runs in spite of null", () => {
    const text = oss({ rope_scaling: null });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("null");
    expect(finding.message).toBe(
      "null does not switch scaling off in gpt_oss: transformers 5 then takes the type's own block, yarn x32; transformers 4 runs unscaled.",
    );
  });

  it("says which base a layer type gets in spite of null", () => {
    const text = gemma({
      rope_parameters: { full_attention: null, sliding_attention: { rope_type: "default", rope_theta: 10000 } },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_parameters/full_attention",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("null");
    expect(finding.message).toBe(
      "null does not take the RoPE from these layers in gemma3_text: transformers 5 gives them the default block, with theta 1000000.",
    );
  });

  it("leaves absent blocks, blocks that say default and transformers 4 alone", () => {
    expect(findingsOf(CODE, oss())).toEqual([]);
    expect(findingsOf(CODE, oss({ rope_scaling: { rope_type: "default" } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: null }))).toEqual([]);
  });
});
