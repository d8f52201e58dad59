import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, tiny, yarn } from "../support/configs.ts";

const CODE = "rope/original-range";

describe(CODE, () => {
  it("says that yarn divides by it", () => {
    const text = small({ rope_scaling: yarn({ original_max_position_embeddings: 0 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("0");
    expect(finding.message).toBe(
      "The pretrained length is 0: transformers (4.52 to 5.24) divides by it and raises ZeroDivisionError.",
    );
  });

  it("warns about a negative one", () => {
    const text = small({ rope_scaling: yarn({ original_max_position_embeddings: -4096 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("-4096");
    expect(finding.message).toBe(
      "The pretrained length is -4096: its logarithm is NaN, and so is what is computed from it.",
    );
  });

  it("leaves lengths above 0 alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
  });

  it("says that longrope divides by the logarithm of 1, unless the attention factor is written", () => {
    const lists = { short_factor: [1, 1, 1, 1], long_factor: [1, 2, 3, 4], original_max_position_embeddings: 1 };
    expect(only(CODE, tiny(lists))).toMatchObject({
      severity: "error",
      message:
        "The pretrained length is 1: the attention factor is divided by ln 1 = 0, and transformers raises ZeroDivisionError.",
    });
    expect(findingsOf(CODE, tiny({ ...lists, attention_factor: 1 }))).toEqual([]);
    expect(findingsOf(CODE, tiny({ ...lists, original_max_position_embeddings: 2 }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ original_max_position_embeddings: 1 }) }))).toEqual([]);
  });

  it("is information for releases that do not raise, and leaves blocks alone that are not read", () => {
    const block = yarn({ original_max_position_embeddings: 0 });
    expect(only(CODE, small({ rope_scaling: block }), { runtimes: ["transformers@4.48.3"] }).severity).toBe("info");
    expect(only(CODE, small({ rope_scaling: block }), { runtimes: ["transformers@4.52.4"] }).severity).toBe("error");
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "default" }, rope_parameters: block }))).toEqual([]);
  });
});
