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

  it("looks into each block per layer type", () => {
    const full_attention = yarn({ rope_theta: 1000000, truncate: false, original_max_position_embeddings: 8192 });
    const sliding_attention = { rope_type: "default", rope_theta: 10000 };
    const text = gemma({ rope_parameters: { full_attention, sliding_attention } });
    expect(only(CODE, text).jsonPointer).toBe("/rope_parameters/full_attention/truncate");
    const older = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(older).toMatchObject({ severity: "info", runtimes: ["transformers"] });
  });

  it("says nothing where rounding moves no pair, and no number where the RoPE cannot be computed", () => {
    const block = { truncate: false, original_max_position_embeddings: 8192 };
    expect(findingsOf(CODE, gemma({ rope_scaling: yarn({ ...block, beta_fast: 1, beta_slow: 1 }) }))).toEqual([]);
    expect(only(CODE, gemma({ rope_scaling: yarn({ ...block, factor: 0 }) })).message).toMatch(/ are rounded\.$/);
  });
});
