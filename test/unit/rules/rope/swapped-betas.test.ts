import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/swapped-betas";

describe(CODE, () => {
  it("says how many pairs are divided, and how many would be", () => {
    const text = small({ rope_scaling: yarn({ beta_fast: 1, beta_slow: 32 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/beta_fast" });
    expect(marked(text, finding)).toBe("1.0");
    expect(finding.message).toBe(
      "beta_fast 1 is below beta_slow 32: the ramp is turned round. 16 of the 64 pairs are divided by the factor 4 in full; with the two swapped it would be 32.",
    );
    expect(fixedBy("Swap beta_fast and beta_slow", finding, text)).toBe(
      small({ rope_scaling: yarn({ beta_fast: 32, beta_slow: 1 }) }),
    );
  });

  it("compares with the default of the other one", () => {
    const text = small({ rope_scaling: yarn({ beta_slow: 64 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/beta_slow" });
    expect(marked(text, finding)).toBe("64.0");
    expect(finding.message).toBe(
      "beta_fast 32 (the default) is below beta_slow 64: the ramp is turned round. 13 of the 64 pairs are divided by the factor 4 in full; with the two swapped it would be 49.",
    );
  });

  it("leaves the right order and equal betas alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ beta_fast: 32, beta_slow: 1 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ beta_fast: 1, beta_slow: 1 }) }))).toEqual([]);
  });

  it("takes 0 as absent, as Python does, and swaps only what the file has", () => {
    const zero = only(CODE, small({ rope_scaling: yarn({ beta_fast: 0, beta_slow: 64 }) }));
    expect(zero).toMatchObject({ jsonPointer: "/rope_scaling/beta_slow", fixes: [] });
    expect(zero.message).toContain("beta_fast 32 (the default) is below beta_slow 64: ");
    const fast = only(CODE, small({ rope_scaling: yarn({ beta_fast: 0.5 }) }));
    expect(fast).toMatchObject({ jsonPointer: "/rope_scaling/beta_fast", fixes: [] });
    expect(fast.message).toContain("beta_fast 0.5 is below beta_slow 1 (the default): ");
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ beta_fast: 0, beta_slow: 0 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
  });

  it("counts no pairs where the RoPE cannot be computed", () => {
    const finding = only(CODE, small({ rope_scaling: yarn({ factor: 0, beta_fast: 1, beta_slow: 32 }) }));
    expect(finding.message).toMatch(
      /: the ramp is turned round\. Fast pairs are interpolated where slow ones should be\.$/,
    );
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });
});
