import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, oss, small } from "../support/configs.ts";

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

  it("leaves absent blocks, blocks that say default and transformers 4 alone", () => {
    expect(findingsOf(CODE, oss())).toEqual([]);
    expect(findingsOf(CODE, oss({ rope_scaling: { rope_type: "default" } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: null }))).toEqual([]);
  });
});
