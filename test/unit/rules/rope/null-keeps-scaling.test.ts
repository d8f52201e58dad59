import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only, oss, small } from "../support/configs.ts";

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

  it("writes a block that scales nothing, with the base that the type reads", () => {
    const fix = 'Write "rope_type": "default"';
    const text = oss({ rope_theta: 20000, rope_scaling: null });
    const finding = only(CODE, text);
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false]);
    expect(JSON.parse(fixedBy(fix, finding, text)).rope_scaling).toEqual({ rope_type: "default", rope_theta: 20000 });
    for (const ministral of [{}, { rope_theta: undefined }]) {
      const other = small({ model_type: "ministral3", ...ministral, rope_parameters: null });
      const own = only(CODE, other);
      expect(own.message).toContain("the type's own block, yarn x16;");
      // Beside the block Ministral reads no rope_theta.
      expect(JSON.parse(fixedBy(fix, own, other)).rope_parameters).toEqual({
        rope_type: "default",
        rope_theta: 1000000,
      });
    }
  });

  it("says which base each layer type gets, and stands where the null does", () => {
    const full_attention = { rope_type: "default", rope_theta: 1000000 };
    const text = gemma({ rope_parameters: { sliding_attention: null, full_attention } });
    expect(only(CODE, text).message).toMatch(/with theta 10000\.$/);
    const both = gemma({ rope_parameters: { sliding_attention: null, full_attention: null } });
    expect(findingsOf(CODE, both).map(({ jsonPointer }) => jsonPointer)).toEqual([
      "/rope_parameters/sliding_attention",
      "/rope_parameters/full_attention",
    ]);
    expect(findingsOf(CODE, gemma({ rope_parameters: { full_attention } }))).toEqual([]);
    const other = { model_type: "gemma3n_text", rope_parameters: { sliding_attention: null, full_attention } };
    expect(findingsOf(CODE, gemma(other))).toEqual([]);
  });

  it("is information for those who serve with a transformers that runs unscaled", () => {
    const older = { runtimes: ["transformers@4.57.6"] };
    expect(only(CODE, oss({ rope_scaling: null }), older).severity).toBe("info");
    const gemma3 = gemma({ rope_parameters: { sliding_attention: null, full_attention: { rope_type: "default" } } });
    expect(only(CODE, gemma3, older).severity).toBe("info");
    expect(findingsOf(CODE, oss({ rope_scaling: null, rope_parameters: { rope_type: "default" } }))).toEqual([]);
    expect(findingsOf(CODE, oss({ rope_scaling: { rope_type: "default" }, rope_parameters: null }))).toEqual([]);
  });
});
