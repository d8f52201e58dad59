import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

const CODE = "rope/swapped-freq-factors";

describe(CODE, () => {
  it("says which wavelengths are taken twice", () => {
    const text = small({
      max_position_embeddings: 131072,
      rope_scaling: {
        rope_type: "llama3",
        factor: 8,
        original_max_position_embeddings: 8192,
        low_freq_factor: 4,
        high_freq_factor: 1,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/low_freq_factor" });
    expect(marked(text, finding)).toBe("4.0");
    expect(finding.message).toBe(
      "low_freq_factor 4 is not below high_freq_factor 1: pairs with a wavelength between 2048 and 8192 tokens are taken for fast and slow at once, and no pair is blended.",
    );
    expect(fixedBy("Swap low_freq_factor and high_freq_factor", finding, text)).toBe(
      small({
        max_position_embeddings: 131072,
        rope_scaling: {
          rope_type: "llama3",
          factor: 8,
          original_max_position_embeddings: 8192,
          low_freq_factor: 1,
          high_freq_factor: 4,
        },
      }),
    );
  });

  it("is information about equal ones, which Llama 4 ships", () => {
    const text = small({
      max_position_embeddings: 131072,
      rope_scaling: {
        rope_type: "llama3",
        factor: 8,
        original_max_position_embeddings: 8192,
        low_freq_factor: 4,
        high_freq_factor: 4,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/rope_scaling/low_freq_factor" });
    expect(marked(text, finding)).toBe("4.0");
    expect(finding.message).toBe(
      "low_freq_factor 4 is not below high_freq_factor 4: pairs with a wavelength above 2048 tokens are divided in full, all others stay, and no pair is blended; transformers warns.",
    );
  });

  it("leaves the right order alone", () => {
    expect(
      findingsOf(
        CODE,
        small({
          max_position_embeddings: 131072,
          rope_scaling: {
            rope_type: "llama3",
            factor: 8,
            original_max_position_embeddings: 8192,
            low_freq_factor: 1,
            high_freq_factor: 4,
          },
        }),
      ),
    ).toEqual([]);
  });

  it("names the limits by the pretrained length where the file does not say it", () => {
    const block = { rope_type: "llama3", factor: 8, low_freq_factor: 4, high_freq_factor: 2 };
    const finding = only(CODE, small({ rope_scaling: block }));
    expect(finding.message).toContain("a wavelength between original / 4 and original / 2 tokens");
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
    expect(only(CODE, small({ rope_scaling: { ...block, high_freq_factor: 4 } })).fixes).toEqual([]);
  });

  it("compares two numbers", () => {
    const block = { rope_type: "llama3", factor: 8, low_freq_factor: 1 };
    expect(findingsOf(CODE, small({ rope_scaling: block }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { ...block, high_freq_factor: "4" } }))).toEqual([]);
  });
});
