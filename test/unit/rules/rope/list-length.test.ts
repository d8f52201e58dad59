import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, only, tiny } from "../support/configs.ts";

const CODE = "rope/list-length";

describe(CODE, () => {
  it("keeps one half where the other repeats it", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4, 1, 1.5, 3, 4] });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/long_factor",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(finding.message).toBe(
      '"long_factor" has 8 entries, but the model has 4 frequency pairs: transformers raises RuntimeError (the size of tensor a (8) must match 4) at the first input that needs the list.',
    );
    expect(fixedBy("Keep the first 4 entries: the second half repeats them", finding, text)).toBe(
      tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] }),
    );
  });

  it("keeps every second entry where each stands twice", () => {
    const text = tiny({ short_factor: [1, 1, 1.5, 1.5, 2, 2, 3, 3], long_factor: [1, 1.5, 3, 4] });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/short_factor",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(finding.message).toBe(
      '"short_factor" has 8 entries, but the model has 4 frequency pairs: transformers raises RuntimeError (the size of tensor a (8) must match 4) when it builds the model.',
    );
    expect(fixedBy("Keep every second entry: each stands twice", finding, text)).toBe(
      tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] }),
    );
  });

  it("offers to cut a longer list, not as the only answer", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4, 5] });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/long_factor",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(finding.message).toBe(
      '"long_factor" has 5 entries, but the model has 4 frequency pairs: transformers raises RuntimeError (the size of tensor a (5) must match 4) at the first input that needs the list.',
    );
    expect(fixedBy("Keep the first 4 entries", finding, text)).toBe(
      tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] }),
    );
  });

  it("warns about a list of one entry, which counts for all pairs", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [4] });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/long_factor",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(finding.message).toBe(
      '"long_factor" has one entry, but the model has 4 frequency pairs: torch uses the one entry for all pairs without a word.',
    );
  });

  it("knows from which release on transformers takes the long list", () => {
    const long = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4, 5] });
    const short = tiny({ short_factor: [1, 1.5, 2, 3, 4], long_factor: [1, 1.5, 3, 4] });
    for (const release of ["4.48.3", "4.50.3"]) {
      expect(only(CODE, short, { runtimes: [`transformers@${release}`] }).runtimes).toContain(
        `transformers@${release}`,
      );
      expect(only(CODE, long, { runtimes: [`transformers@${release}`] }).runtimes).not.toContain(
        `transformers@${release}`,
      );
    }
    expect(only(CODE, long, { runtimes: ["transformers@4.51.3"] }).runtimes).toContain("transformers@4.51.3");
  });

  it("offers to cut a list of twice the length only where nothing better is known", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4, 5, 6, 7, 8] });
    expect(only(CODE, text).fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ["Keep the first 4 entries", false],
    ]);
    const shorter = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3] });
    expect(only(CODE, shorter).fixes).toEqual([]);
  });

  it("leaves lists of one entry per pair alone", () => {
    expect(findingsOf(CODE, tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] }))).toEqual([]);
  });

  it("looks at the lists of longrope alone, in the block that is read", () => {
    const lists = { short_factor: [1, 2], long_factor: [1, 2] };
    expect(findingsOf(CODE, tiny({ rope_type: "yarn", ...lists }))).toEqual([]);
    const text = JSON.parse(tiny(lists));
    const unread = { ...text, rope_scaling: { rope_type: "default" }, rope_parameters: text.rope_scaling };
    expect(findingsOf(CODE, JSON.stringify(unread))).toEqual([]);
  });

  it("has one right answer where each entry stands twice", () => {
    const text = tiny({ short_factor: [1, 1, 1.5, 1.5, 2, 2, 3, 3], long_factor: [1, 1.5, 3, 4] });
    expect(only(CODE, text).fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });
});
