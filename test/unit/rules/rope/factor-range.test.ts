import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/factor-range";

describe(CODE, () => {
  it("says how far a factor below 1 takes the window", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 0.25 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("0.25");
    expect(finding.message).toBe(
      "The factor is 0.25, and a scaling extends only from 1 on: scaled pairs turn 4 times faster, so that the window they were trained on ends after 25 % of its tokens.",
    );
  });

  it("says what 0 does", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 0 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("0.0");
    expect(finding.message).toBe(
      "The factor is 0, and a scaling extends only from 1 on: the frequencies are divided by 0 and become infinite, and their cosines are NaN.",
    );
  });

  it("says what a negative one does", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: -2 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("-2.0");
    expect(finding.message).toBe(
      "The factor is -2, and a scaling extends only from 1 on: frequencies turn backwards or become NaN.",
    );
  });

  it("leaves 1 and more alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 1 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
  });

  it.each([
    [{ rope_type: "dynamic", factor: 0.5 }, "beyond the window the base shrinks instead of growing."],
    [
      { rope_type: "dynamic", factor: 0 },
      "the frequencies are divided by 0 and become infinite, and their cosines are NaN.",
    ],
    [
      { rope_type: "longrope", factor: 0.5, short_factor: Array(64).fill(1), long_factor: Array(64).fill(1) },
      "the attention factor becomes 1.",
    ],
  ])("says what else happens below 1: %j", (block, words) => {
    const finding = only(CODE, small({ rope_scaling: { ...block, original_max_position_embeddings: 4096 } }));
    expect(finding.message).toBe(`The factor is ${block.factor}, and a scaling extends only from 1 on: ${words}`);
  });
});
