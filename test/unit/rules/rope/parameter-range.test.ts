import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/parameter-range";

describe(CODE, () => {
  it("says that yarn's logarithm raises", () => {
    const text = small({ rope_scaling: yarn({ beta_slow: -1 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/beta_slow",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("-1.0");
    expect(finding.message).toBe(
      '"beta_slow" is -1: the logarithm of a negative number of turns raises ValueError when transformers builds the ramp.',
    );
  });

  it("says that llama3 divides by 0", () => {
    const text = small({
      max_position_embeddings: 131072,
      rope_scaling: {
        rope_type: "llama3",
        factor: 8,
        original_max_position_embeddings: 8192,
        low_freq_factor: 0,
        high_freq_factor: 4,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/low_freq_factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("0.0");
    expect(finding.message).toBe(
      '"low_freq_factor" is 0: transformers divides the pretrained length by it and raises ZeroDivisionError.',
    );
  });

  it("warns about a negative limit", () => {
    const text = small({
      max_position_embeddings: 131072,
      rope_scaling: {
        rope_type: "llama3",
        factor: 8,
        original_max_position_embeddings: 8192,
        low_freq_factor: -1,
        high_freq_factor: 4,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/low_freq_factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("-1.0");
    expect(finding.message).toBe(
      '"low_freq_factor" is -1: wavelengths are compared with a negative limit, which all of them exceed.',
    );
  });

  it("leaves 0 betas, which count as absent, and usual values alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ beta_fast: 0 }) }))).toEqual([]);
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

  it("looks at each of the four, and at no other key", () => {
    const limits = { low_freq_factor: 1, high_freq_factor: 4 };
    const llama3 = { rope_type: "llama3", factor: 8, original_max_position_embeddings: 8192, ...limits };
    expect(only(CODE, small({ rope_scaling: { ...llama3, high_freq_factor: 0 } }))).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/high_freq_factor",
    });
    expect(only(CODE, small({ rope_scaling: yarn({ beta_fast: -3 }) }))).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/beta_fast",
    });
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ factor: -4, attention_factor: -1 }) }))).toEqual([]);
  });

  it("is information for those who serve with another framework, and leaves blocks alone that are not read", () => {
    const block = yarn({ beta_fast: -3 });
    expect(only(CODE, small({ rope_scaling: block }), { runtimes: ["tgi"] }).severity).toBe("info");
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "default" }, rope_parameters: block }))).toEqual([]);
  });
});
