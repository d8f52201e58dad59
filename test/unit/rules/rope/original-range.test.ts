import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

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
});
