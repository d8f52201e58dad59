import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small } from "../support/configs.ts";

const CODE = "length/window-range";

describe(CODE, () => {
  it("marks 0", () => {
    const text = small({ max_position_embeddings: 0 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/max_position_embeddings" });
    expect(marked(text, finding)).toBe("0");
    expect(finding.message).toBe(
      '"max_position_embeddings" is 0: transformers loads the file, but serving frameworks derive a window of no tokens from it.',
    );
  });

  it("marks -1", () => {
    const text = small({ max_position_embeddings: -1 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/max_position_embeddings" });
    expect(marked(text, finding)).toBe("-1");
    expect(finding.message).toBe(
      '"max_position_embeddings" is -1: transformers loads the file, but serving frameworks derive a window of no tokens from it.',
    );
  });

  it("leaves -1 alone where it stands for no limit", () => {
    expect(findingsOf(CODE, small({ model_max_length: -1 }))).toEqual([]);
  });

  it.each(["n_positions", "seq_length", "model_max_length", "original_max_position_embeddings"])(
    "looks at %s",
    (key) => {
      expect(only(CODE, small({ [key]: 0 })).jsonPointer).toBe(`/${key}`);
      expect(findingsOf(CODE, small({ [key]: -1 }))).toEqual([]);
      expect(findingsOf(CODE, small({ [key]: -2 }))).toHaveLength(1);
      expect(findingsOf(CODE, small({ [key]: 1 }))).toEqual([]);
    },
  );
});
