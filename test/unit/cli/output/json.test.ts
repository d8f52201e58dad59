import { describe, expect, test } from "vitest";
import { JsonText, toJson, toJsonLine } from "../../../../src/cli/output/json.ts";

describe("JSON", () => {
  test("has lists of numbers on one line", () => {
    expect(toJson({ a: [1, 2], b: [], c: {} })).toBe('{\n  "a": [1, 2],\n  "b": [],\n  "c": {}\n}');
  });

  test("has numbers that JSON lacks as strings", () => {
    const value = { a: [Number.NaN, 1], b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY };
    expect(JSON.parse(toJson(value))).toEqual({ a: ["NaN", 1], b: "Infinity", c: "-Infinity" });
    expect(toJsonLine(value)).toBe('{"a":["NaN",1],"b":"Infinity","c":"-Infinity"}');
  });

  test("keeps text that is JSON already, 4.0 among it", () => {
    const value = { outer: [{ inner: new JsonText('{\n  "factor": 4.0\n}') }] };
    expect(toJson(value)).toBe(
      '{\n  "outer": [\n    {\n      "inner": {\n        "factor": 4.0\n      }\n    }\n  ]\n}',
    );
    expect(toJsonLine(value)).toBe('{"outer":[{"inner":{"factor": 4.0}}]}');
  });

  test("leaves keys without a value out", () => {
    expect(toJson({ a: undefined, b: null })).toBe('{\n  "b": null\n}');
  });
});
