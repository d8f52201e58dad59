import { describe, expect, it } from "vitest";
import { findingsOf, gemma, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/truncate-in-layer-block";

describe(CODE, () => {
  it("counts the pairs that come out otherwise", () => {
    const text = gemma({
      rope_scaling: { rope_type: "yarn", factor: 4, original_max_position_embeddings: 8192, truncate: false },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/truncate",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("false");
    expect(finding.message).toBe(
      "transformers 5 does not look for truncate inside a block per layer type: the ends of the ramp are rounded, and 32 of the 128 pairs get another frequency than with false.",
    );
  });

  it("leaves true, flat blocks and transformers 4 alone", () => {
    expect(
      findingsOf(
        CODE,
        gemma({
          rope_scaling: { rope_type: "yarn", factor: 4, original_max_position_embeddings: 8192, truncate: true },
        }),
      ),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ truncate: false }) }))).toEqual([]);
  });
});
