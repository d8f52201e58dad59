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
});
