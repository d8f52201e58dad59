import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "runtime/differs";

describe(CODE, () => {
  it("counts the frequencies that come out otherwise", () => {
    const text = small({ original_max_position_embeddings: 4096, rope_scaling: { rope_type: "yarn", factor: 4 } });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers@4.57.6"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "transformers 4.57.6 computes 24 of the 64 frequencies otherwise than the file says, the farthest 2.17 times as high.",
    );
  });

  it("looks at inputs as long as the window too", () => {
    const text = small({
      original_max_position_embeddings: 4096,
      rope_scaling: {
        rope_type: "longrope",
        factor: 4,
        attention_factor: 1,
        short_factor: Array(64).fill(1),
        long_factor: Array(64).fill(2),
      },
    });
    const finding = only(CODE, text, { runtimes: ["transformers@4.48.3"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers@4.48.3"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "transformers 4.48.3 computes 64 of the 64 frequencies otherwise than the file says at 16384 tokens, the farthest 2 times as high.",
    );
  });

  it("leaves releases alone that compute what the file says", () => {
    expect(
      findingsOf(CODE, small({ rope_scaling: yarn() }), { runtimes: ["transformers@4.57.6", "transformers@5.24.0"] }),
    ).toEqual([]);
  });

  it("leaves to other rules what they have said", () => {
    expect(
      findingsOf(CODE, small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }), {
        runtimes: ["transformers@4.57.6"],
      }),
    ).toEqual([]);
  });
});
