import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearMiss } from "../../../../src/rules/support/near-miss.ts";

const KEYS = ["original_max_position_embeddings", "factor", "rope_type", "type", "beta_fast", "beta_slow", "head_dim"];

describe("did you mean", () => {
  it("sees through slips of the hand, case and separators", () => {
    expect(nearMiss("orignal_max_position_embeddings", KEYS)).toBe("original_max_position_embeddings");
    expect(nearMiss("originalMaxPositionEmbeddings", KEYS)).toBe("original_max_position_embeddings");
    expect(nearMiss("facotr", KEYS)).toBe("factor");
    expect(nearMiss("Rope-Type", KEYS)).toBe("rope_type");
  });

  it("allows short names one edit and very short ones none", () => {
    expect(nearMiss("faktors", KEYS)).toBe(null);
    expect(nearMiss("typ", ["pi"])).toBe(null);
  });

  it("says nothing about a name that is known, far from all, or between two", () => {
    expect(nearMiss("factor", KEYS)).toBe(null);
    expect(nearMiss("temperature", KEYS)).toBe(null);
    expect(nearMiss("beta_xxxt", ["beta_fast", "beta_last"])).toBe(null);
    expect(nearMiss("f".repeat(1000), KEYS)).toBe(null);
  });
});

describe("the edit distance", () => {
  it("counts insertions, deletions, replacements and swaps of neighbours as one", () => {
    expect(editDistance("factor", "factors")).toBe(1);
    expect(editDistance("factor", "actor")).toBe(1);
    expect(editDistance("factor", "faktor")).toBe(1);
    expect(editDistance("factor", "facotr")).toBe(1);
    expect(editDistance("", "abc")).toBe(3);
  });

  it("is symmetric, 0 for equal names only, and at most the longer length", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
