import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/theta-range";

describe(CODE, () => {
  it("says what 0 gives", () => {
    const text = small({ rope_theta: 0 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta" });
    expect(marked(text, finding)).toBe("0.0");
    expect(finding.message).toBe(
      '"rope_theta" is 0: all pairs but the first get an infinite frequency, and their cosines are NaN.',
    );
  });

  it("is an error for 1 with yarn", () => {
    const text = small({ rope_theta: 1, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_theta", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("1.0");
    expect(finding.message).toBe(
      '"rope_theta" is 1: yarn\'s ramp divides by ln 1 = 0, and transformers raises ZeroDivisionError.',
    );
  });

  it("says what a negative base gives", () => {
    const text = small({ rope_theta: -10000 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta" });
    expect(marked(text, finding)).toBe("-10000.0");
    expect(finding.message).toBe(
      '"rope_theta" is -10000: roots of a negative base are no real numbers, and the frequencies are NaN.',
    );
  });

  it("leaves small bases above 1 alone", () => {
    expect(findingsOf(CODE, small({ rope_theta: 1000 }))).toEqual([]);
  });
});
