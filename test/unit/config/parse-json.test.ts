import { describe, expect, test } from "vitest";
import { parseJson, SIZE_LIMIT } from "../../../src/config/parse-json.ts";
import { isObject, plainValue } from "../../../src/config/plain-value.ts";

function valueIn(text: string) {
  const { root } = parseJson(text);
  return root === undefined ? undefined : plainValue(root);
}

function problemsOf(text: string) {
  return parseJson(text).syntaxProblems.map(({ offset, length, message, fatal }) => ({
    at: text.slice(offset, offset + length),
    message,
    fatal,
  }));
}

describe("what Python accepts is no fatal problem", () => {
  test("NaN and both infinities are numbers, and the offsets behind them stay right", () => {
    const text = '{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN"}';
    expect(valueIn(text)).toEqual({ a: Number.NaN, b: [Infinity, -Infinity], c: "NaN" });
    expect(problemsOf(text).map(({ at, fatal }) => [at, fatal])).toEqual([
      ["NaN", false],
      ["Infinity", false],
      ["-Infinity", false],
    ]);
    const last = parseJson(text).root?.children?.[2]?.children?.[1];
    expect(text.slice(last?.offset, (last?.offset ?? 0) + (last?.length ?? 0))).toBe('"NaN"');
  });

  test("1e400 is infinite, 4096.0 is 4096", () => {
    expect(valueIn('{"a": 1e400, "b": 4096.0}')).toEqual({ a: Infinity, b: 4096 });
    expect(problemsOf('{"a": 1e400, "b": 4096.0}')).toEqual([]);
  });

  test("of equal keys the last wins", () => {
    expect(valueIn('{"rope_theta": 1, "rope_theta": 2}')).toEqual({ rope_theta: 2 });
    expect(problemsOf('{"rope_theta": 1, "rope_theta": 2}')).toEqual([]);
  });

  test("CRLF and tabs are white space", () => {
    expect(problemsOf('{\r\n\t"a": 1\r\n}')).toEqual([]);
  });
});

describe("what Python rejects is fatal, in plain words, at its place", () => {
  test.each([
    ['{"a": 1,}', ",", "a comma before the end is not allowed"],
    ["[1, 2, ]", ",", "a comma before the end is not allowed"],
    ['{"a": 1 "b": 2}', '"b"', "a comma is expected"],
    ['{"a" 1}', "1", "a colon is expected"],
    ['{"a": 1 // one\n}', "// one", "comments are not allowed"],
    ['{"a": /* one */ 1}', "/* one */", "comments are not allowed"],
    ['\uFEFF{"a": 1}', "\uFEFF", "a byte order mark stands before the JSON"],
    ['{"a": 1', "", "a closing brace is expected"],
    ['{"a": [1', "", "a closing bracket is expected"],
    ["{'a': 1}", "'a'", "this is not a JSON value"],
    ['{"a": nan}', "nan", "this is not a JSON value"],
    ['{"a": True}', "True", "this is not a JSON value"],
    ['{"a": "b', '"b', "the string is not closed"],
    ['{"a": "\u0001"}', '"\u0001"', "control characters are not allowed in a string"],
    ['{"a": "\\x"}', '"\\x"', "this escape is unknown"],
    ['{"a": 1} 2', "2", "the file should end here"],
    ['{"a": 1.}', "1.", "the number is not finished"],
  ])("%j", (text, at, message) => {
    const [first] = problemsOf(text).filter(({ fatal }) => fatal);
    expect(first).toEqual({ at, message, fatal: true });
  });
});

test("comments, a trailing comma and a byte order mark leave the tree whole", () => {
  for (const text of ['{"a": 1 // one\n}', '{"a": 1,}', '\uFEFF{"a": 1}', '{"a": NaN}']) {
    expect(parseJson(text).syntaxProblems.map(({ breaksTree }) => breaksTree)).toEqual([false]);
  }
  expect(parseJson('{"a": 1 "b": 2}').syntaxProblems.map(({ breaksTree }) => breaksTree)).toEqual([true]);
});

describe("half-typed files give the best tree there is", () => {
  test("a missing brace keeps every key before it", () => {
    expect(valueIn('{"a": 1, "b": {"c": 2')).toEqual({ a: 1, b: { c: 2 } });
  });

  test("a key without a value is left out", () => {
    expect(valueIn('{"a": 1, "b": , "c": 3}')).toEqual({ a: 1, c: 3 });
    expect(valueIn('{"a": 1, "b"')).toEqual({ a: 1 });
  });

  test("a missing comma loses nothing", () => {
    expect(valueIn('{"a": 1\n "b": 2}')).toEqual({ a: 1, b: 2 });
  });
});

describe("texts that are no JSON object of sensible size", () => {
  test("an empty text has no tree and no problem", () => {
    expect(parseJson("")).toEqual({ root: undefined, syntaxProblems: [] });
    expect(parseJson(" \n\t")).toEqual({ root: undefined, syntaxProblems: [] });
  });

  test("a text above the size limit is not parsed", () => {
    const text = `{"a": "${" ".repeat(SIZE_LIMIT)}"}`;
    expect(parseJson(text)).toEqual({ root: undefined, syntaxProblems: [] });
  });

  test("100,000 levels of nesting are one fatal problem and no overflow", () => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const) {
      const { root, syntaxProblems } = parseJson(open.repeat(100_000) + close.repeat(100_000));
      expect(root).toBeUndefined();
      expect(syntaxProblems).toEqual([
        {
          offset: 0,
          length: 1,
          message: "objects and arrays are nested 100000 levels deep",
          fatal: true,
          breaksTree: true,
        },
      ]);
    }
  });

  test("brackets in strings and comments are no nesting", () => {
    expect(valueIn(`{"a": "${"[".repeat(1000)}"}`)).toEqual({ a: "[".repeat(1000) });
  });
});

test("__proto__ is a key like any other", () => {
  const value = valueIn('{"__proto__": {"polluted": true}, "constructor": 1}');
  expect(isObject(value) && Object.keys(value)).toEqual(["__proto__", "constructor"]);
  expect({}).not.toHaveProperty("polluted");
});
