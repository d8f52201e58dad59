import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/odd-rotary-dimension";

describe(CODE, () => {
  it("computes the two lengths that do not fit", () => {
    const text = small({ model_type: "phi", partial_rotary_factor: 0.4, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/partial_rotary_factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("0.4");
    expect(finding.message).toBe(
      "0.4 of a head of 128 is a rotary dimension of 51, which is odd: transformers makes 26 frequencies and a ramp of 25, and raises RuntimeError when it builds the model.",
    );
  });

  it("finds the share in the block", () => {
    const text = small({ model_type: "glm4", head_dim: 130, rope_parameters: yarn({ partial_rotary_factor: 0.5 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_parameters/partial_rotary_factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("0.5");
    expect(finding.message).toBe(
      "0.5 of a head of 130 is a rotary dimension of 65, which is odd: transformers makes 33 frequencies and a ramp of 32, and raises RuntimeError when it builds the model.",
    );
  });

  it("leaves even dimensions and other types alone", () => {
    expect(findingsOf(CODE, small({ model_type: "phi", partial_rotary_factor: 0.5, rope_scaling: yarn() }))).toEqual(
      [],
    );
    expect(
      findingsOf(
        CODE,
        small({ model_type: "phi", partial_rotary_factor: 0.4, rope_scaling: { rope_type: "linear", factor: 4 } }),
      ),
    ).toEqual([]);
  });
});
