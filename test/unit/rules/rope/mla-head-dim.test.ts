import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, mla, only } from "../support/configs.ts";

const CODE = "rope/mla-head-dim";

describe(CODE, () => {
  it("says which dimension is replaced", () => {
    const text = mla({ head_dim: 128 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/head_dim", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("128");
    expect(finding.message).toBe(
      'In deepseek_v3 "head_dim" replaces qk_rope_head_dim: the RoPE gets 128 dimensions for a rotary part of 64, and the attention of transformers (4.51 to 5.24) raises.',
    );
    expect(fixedBy("Remove head_dim", finding, text)).toBe(mla());
  });

  it("leaves the same size, other MLA models and older transformers alone", () => {
    expect(findingsOf(CODE, mla({ head_dim: 64 }))).toEqual([]);
    expect(findingsOf(CODE, mla({ model_type: "deepseek_v2", head_dim: 128 }))).toEqual([]);
  });

  it("knows that a share of the head can bring the two together, by the type or in the block", () => {
    expect(findingsOf(CODE, mla({ model_type: "mistral4", head_dim: 128 }))).toEqual([]);
    expect(findingsOf(CODE, mla({ model_type: "mistral4", head_dim: 96 }))).toHaveLength(1);
    const block = (partial: unknown) => ({ rope_type: "default", rope_theta: 10000, partial_rotary_factor: partial });
    expect(findingsOf(CODE, mla({ head_dim: 128, rope_parameters: block(0.5) }))).toEqual([]);
    expect(findingsOf(CODE, mla({ head_dim: 128, rope_parameters: block(0.25) }))).toHaveLength(1);
    expect(findingsOf(CODE, mla({ head_dim: 128, rope_parameters: block(null) }))).toHaveLength(1);
  });

  it("knows the type's own rotary dimension, and which releases raise", () => {
    const youtu = { model_type: "youtu", qk_rope_head_dim: undefined, head_dim: 128 };
    expect(only(CODE, mla(youtu)).message).toContain("gets 128 dimensions for a rotary part of 64, ");
    const older = only(CODE, mla({ head_dim: 128 }), { runtimes: ["transformers@4.48.3"] });
    expect(older).toMatchObject({ severity: "info", runtimes: ["transformers"] });
    expect(older.fixes.map(({ preferred }) => preferred)).toEqual([true]);
    expect(findingsOf(CODE, mla())).toEqual([]);
  });
});
