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

describe("how far a slip may go", () => {
  it.each([
    ["ab", "abc", false],
    ["typ", "type", true],
    ["tpye", "type", true],
    ["tyype", "type", true],
    ["tyyppe", "type", false],
    ["rope_typ", "rope_type", true],
    ["ropetyp", "rope_type", true],
    ["rop_tpe", "rope_type", true],
    ["r_tpe", "rope_type", false],
    ["num_hiden_layrs", "num_hidden_layers", true],
    ["num_hiden_lyrs", "num_hidden_layers", false],
    ["original_mx_posiion_embedings", "original_max_position_embeddings", true],
    ["original_mx_posiion_embedins", "original_max_position_embeddings", false],
  ])("takes %s for %s or not", (name, candidate, near) => {
    expect(nearMiss(name, [candidate])).toBe(near ? candidate : null);
  });

  it("prefers the same letters to what is merely near, and the nearer to the farther", () => {
    expect(nearMiss("headdim", ["head_dims", "head_dim"])).toBe("head_dim");
    expect(nearMiss("head_dimm", ["head_dims", "head_dim"])).toBe(null);
    expect(nearMiss("num_hidden_layer", ["num_hidden_layered", "num_hidden_layers"])).toBe("num_hidden_layers");
    expect(nearMiss("num_hidden_layer", ["num_hidden_layers", "num_hidden_layered"])).toBe("num_hidden_layers");
    expect(nearMiss("Head.Dim", ["head_dim", "head-dim"])).toBe(null);
    expect(nearMiss("a".repeat(64), ["a".repeat(63)])).toBe("a".repeat(63));
    expect(nearMiss("a".repeat(65), ["a".repeat(64)])).toBe(null);
  });

  it("allows three slips from 28 letters on", () => {
    const name = (length: number) => "abcdefghijklmnopqrstuvwxyz12".slice(0, length);
    expect(nearMiss(`${name(28)}qqq`, [name(28)])).toBe(name(28));
    expect(nearMiss(`${name(27)}qqq`, [name(27)])).toBe(null);
    expect(nearMiss(`${name(9)}qq`, [name(9)])).toBe(name(9));
    expect(nearMiss(`${name(8)}qq`, [name(8)])).toBe(null);
    expect(nearMiss(`${name(4)}q`, [name(4)])).toBe(name(4));
    expect(nearMiss(`${name(3)}q`, [name(3)])).toBe(null);
  });

  it("counts letters of any alphabet", () => {
    expect(nearMiss("größé_max", ["größe_max"])).toBe("größe_max");
    expect(nearMiss("12345678", ["12345679"])).toBe("12345679");
    expect(nearMiss("abcdefgh", ["stuvwxyz"])).toBe(null);
  });
});

describe("the edit distance", () => {
  it("counts insertions, deletions, replacements and swaps of neighbours as one", () => {
    expect(editDistance("factor", "factors")).toBe(1);
    expect(editDistance("factor", "actor")).toBe(1);
    expect(editDistance("factor", "faktor")).toBe(1);
    expect(editDistance("factor", "facotr")).toBe(1);
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("xfacotr", "factor")).toBe(2);
    expect(editDistance("facotr", "xfactor")).toBe(2);
    expect(editDistance("ab", "ba")).toBe(1);
    expect(editDistance("aab", "aba")).toBe(1);
    expect(editDistance("ca", "abc")).toBe(3);
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
