import { describe, expect, it } from "vitest";
import { listed, named, numberWord, pairsWord, quoted, times } from "../../../../src/rules/support/wording.ts";

describe("words of messages", () => {
  it("write numbers as people read them", () => {
    expect([16384, 0.0625, 1.1386294361119891, 1e6, 1e-5].map((value) => numberWord(value))).toEqual([
      "16384",
      "0.0625",
      "1.13863",
      "1000000",
      "0.00001",
    ]);
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => numberWord(value))).toEqual([
      "NaN",
      "Infinity",
      "-Infinity",
    ]);
    expect(times(3.90625)).toBe("3.91");
  });

  it("count and list", () => {
    expect([pairsWord(1), pairsWord(18)]).toEqual(["1 frequency pair", "18 frequency pairs"]);
    expect([listed([]), listed(["a"]), listed(["a", "b", "c"]), listed(["a", "b"], "or")]).toEqual([
      "",
      "a",
      "a, b and c",
      "a or b",
    ]);
  });

  it("quote values of the file on one line", () => {
    expect(["yarn", 4, null, true, [1, 2], { a: 1 }, undefined].map((value) => quoted(value))).toEqual([
      '"yarn"',
      "4",
      "null",
      "true",
      "a list of 2",
      "an object",
      "nothing",
    ]);
  });

  it("replace control characters and bidirectional marks, and clip", () => {
    expect(named("a\u0000b\u202Ec\u2028d")).toBe("a\uFFFDb\uFFFDc\uFFFDd");
    expect(quoted("\n")).toBe('"\\n"');
    expect(named("x".repeat(100))).toBe(`${"x".repeat(59)}…`);
    expect(named("😀".repeat(100))).toBe(`${"😀".repeat(59)}…`);
  });
});
