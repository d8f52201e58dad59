import { describe, expect, it } from "vitest";
import {
  described,
  listed,
  named,
  numberWord,
  pairsWord,
  quoted,
  times,
} from "../../../../src/rules/support/wording.ts";

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

  it("write whole numbers in full up to where doubles have gaps, and others to six digits", () => {
    expect(
      [1e14, 999999999999999, 1e15, 1e21, -1e15, 123456789, 1234567.891, 0.1 + 0.2].map((value) => numberWord(value)),
    ).toEqual([
      "100000000000000",
      "999999999999999",
      "1000000000000000",
      "1e+21",
      "-1000000000000000",
      "123456789",
      "1234570",
      "0.3",
    ]);
    expect(numberWord(1.23456789e18)).toBe("1234570000000000000");
  });

  it("clip at the limit that is asked for, and not at it", () => {
    expect([named("abcd", 4), named("abcde", 4), quoted("x".repeat(58)), quoted("x".repeat(59))]).toEqual([
      "abcd",
      "abc…",
      `"${"x".repeat(58)}"`,
      `"${"x".repeat(58)}…`,
    ]);
    expect([quoted(false), quoted([]), quoted({})]).toEqual(["false", "a list of 0", "an object"]);
  });

  it("say what a value of the wrong type is", () => {
    expect(["x", true, null, [1], {}, 4].map(described)).toEqual([
      'the string "x"',
      "true",
      "null",
      "a list of 1",
      "an object",
      "4",
    ]);
  });
});
