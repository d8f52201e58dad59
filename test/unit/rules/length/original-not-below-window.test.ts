import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, tiny, yarn } from "../support/configs.ts";

const CODE = "length/original-not-below-window";

describe(CODE, () => {
  it("says that the long list is never used", () => {
    const text = tiny({
      short_factor: [1, 1.5, 2, 3],
      long_factor: [1, 1.5, 3, 4],
      original_max_position_embeddings: 16384,
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
    });
    expect(marked(text, finding)).toBe("16384");
    expect(finding.message).toBe(
      "The pretrained length 16384 is not below the window of 16384: the long list is used for no input within the window.",
    );
  });

  it("says what llama3 then does", () => {
    const text = small({
      max_position_embeddings: 8192,
      rope_scaling: {
        rope_type: "llama3",
        factor: 8,
        original_max_position_embeddings: 8192,
        low_freq_factor: 1,
        high_freq_factor: 4,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
    });
    expect(marked(text, finding)).toBe("8192");
    expect(finding.message).toBe(
      "The pretrained length 8192 is not below the window of 8192: the block scales pairs although the file claims no longer window, and transformers warns.",
    );
  });

  it("finds a yarn length above the window", () => {
    const text = small({ max_position_embeddings: 2048, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
    });
    expect(marked(text, finding)).toBe("4096");
    expect(finding.message).toBe(
      "The pretrained length 4096 is not below the window of 2048: the ramp is computed for more tokens than the file claims.",
    );
  });

  it("leaves equal lists and lengths below the window alone", () => {
    expect(
      findingsOf(
        CODE,
        tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 2, 3], original_max_position_embeddings: 16384 }),
      ),
    ).toEqual([]);
    expect(findingsOf(CODE, tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] }))).toEqual([]);
  });

  it("leaves yarn at the window to another rule, and longrope that is no extension alone", () => {
    expect(findingsOf(CODE, small({ max_position_embeddings: 4096, rope_scaling: yarn() }))).toEqual([]);
    const lists = { short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] };
    const whole = { ...lists, original_max_position_embeddings: 16384 };
    expect(findingsOf(CODE, tiny({ ...whole, factor: 1 }))).toEqual([]);
    expect(findingsOf(CODE, tiny({ ...whole, factor: 2 }))).toHaveLength(1);
  });

  it("compares with the window in max_position_embeddings", () => {
    expect(findingsOf(CODE, small({ max_position_embeddings: undefined, rope_scaling: yarn() }))).toEqual([]);
  });
});
