import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, tiny } from "../support/configs.ts";

const CODE = "rope/list-values";

describe(CODE, () => {
  it("marks the first entry and counts the others", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 0, 3, -4] });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/long_factor/1" });
    expect(marked(text, finding)).toBe("0");
    expect(finding.message).toBe(
      'Pair 1 is divided by 0: its frequency is infinite, and the cosine of every position is NaN. 1 more of "long_factor" is not above 0.',
    );
  });

  it("leaves divisors below 1 alone", () => {
    expect(findingsOf(CODE, tiny({ short_factor: [0.9977, 1, 1, 1], long_factor: [1, 1.5, 3, 4] }))).toEqual([]);
  });

  it("says of one entry that it turns backwards, and how many others do", () => {
    const messages = findingsOf(CODE, tiny({ short_factor: [1, -1, -2, -3], long_factor: [1, 1, 1, 0] })).map(
      ({ message }) => message,
    );
    expect(messages).toEqual([
      'Pair 1 is divided by -1: it turns backwards. 2 more of "short_factor" are not above 0.',
      "Pair 3 is divided by 0: its frequency is infinite, and the cosine of every position is NaN.",
    ]);
  });
});
