import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, llama, marked, only, small } from "../support/configs.ts";

const CODE = "length/dynamic-multiplied";

describe(CODE, () => {
  it("says that nothing is scaled within the window", () => {
    const text = llama({ max_position_embeddings: 16384, rope_scaling: { rope_type: "dynamic", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/max_position_embeddings" });
    expect(marked(text, finding)).toBe("16384");
    expect(finding.message).toBe(
      "dynamic starts to scale beyond max_position_embeddings: with 16384 here instead of the pretrained 4096 (known checkpoint LLaMA-2-7B), inputs up to 16384 tokens run unscaled, and vLLM and SGLang derive a window of 65536.",
    );
    expect(fixedBy("Set the window back to 4096", finding, text)).toBe(
      llama({ rope_scaling: { rope_type: "dynamic", factor: 4 } }),
    );
  });

  it("leaves the pretrained window and unknown ones alone", () => {
    expect(findingsOf(CODE, llama({ rope_scaling: { rope_type: "dynamic", factor: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "dynamic", factor: 4 } }))).toEqual([]);
  });

  it("takes the pretrained length that the file states, and says no window where the block has no factor", () => {
    const stated = { original_max_position_embeddings: 4096 };
    const text = small({ rope_scaling: { rope_type: "dynamic", factor: 4, ...stated } });
    const finding = only(CODE, text);
    expect(finding.message).toContain(" instead of the pretrained 4096 (original_max_position_embeddings), ");
    expect(finding.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ["Set the window back to 4096", true],
    ]);
    const alpha = small({ model_type: "hunyuan_v1_dense", rope_scaling: { type: "dynamic", alpha: 1000, ...stated } });
    expect(only(CODE, alpha).message).toMatch(/, inputs up to 16384 tokens run unscaled\.$/);
    const published = llama({
      max_position_embeddings: 16384,
      rope_scaling: { rope_type: "dynamic", factor: 2, ...stated },
    });
    expect(only(CODE, published).message).toContain("(original_max_position_embeddings)");
  });

  it("leaves a window alone that is the one that the file states", () => {
    const block = { rope_type: "dynamic", factor: 4, original_max_position_embeddings: 16384 };
    expect(findingsOf(CODE, small({ rope_scaling: block }))).toEqual([]);
  });
});
