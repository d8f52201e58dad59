import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, tiny, yarn } from "../support/configs.ts";

const CODE = "rope/attention-factor-range";

describe(CODE, () => {
  it("says that 0 wipes out what rotates", () => {
    const text = small({ rope_scaling: yarn({ attention_factor: 0 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/attention_factor" });
    expect(marked(text, finding)).toBe("0.0");
    expect(finding.message).toBe(
      "The attention factor is 0: cos and sin are 0 at every position, and the rotated part of every head says nothing. Without the key it is 1.13863.",
    );
    expect(fixedBy("Remove attention_factor", finding, text)).toBe(small({ rope_scaling: yarn() }));
  });

  it("says what a negative one does", () => {
    const text = small({ rope_scaling: yarn({ attention_factor: -1 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/attention_factor" });
    expect(marked(text, finding)).toBe("-1.0");
    expect(finding.message).toBe(
      "The attention factor is -1: cos and sin change their sign, and queries meet keys turned by half a circle. Without the key it is 1.13863.",
    );
  });

  it("leaves null and positive ones alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ attention_factor: null }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ attention_factor: 0.5 }) }))).toEqual([]);
  });

  it.each([
    [{}, " Without the key it is 1.08012."],
    [{ original_max_position_embeddings: 1 }, " says nothing."],
    [{ original_max_position_embeddings: undefined }, " says nothing."],
    [{ factor: undefined }, " says nothing."],
    [{ factor: 0.5 }, " says nothing."],
    [{ factor: 1 }, " Without the key it is 1."],
  ])("says what longrope computes without the key where the block says it: %j", (changes, end) => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4], attention_factor: 0, ...changes });
    const finding = only(CODE, text);
    expect(finding.message.endsWith(end)).toBe(true);
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false]);
  });
});
