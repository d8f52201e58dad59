import { expect, test } from "vitest";
import { withPretrainedLength } from "../../../src/protocol/index.ts";

test("a length for a file becomes the last one, whatever was stated before", () => {
  expect(withPretrainedLength(undefined, "a.json", 1)).toEqual({ "a.json": 1 });
  expect(Object.entries(withPretrainedLength({ "a.json": 1, "**": 2 }, "a.json", 3) ?? {})).toEqual([
    ["**", 2],
    ["a.json", 3],
  ]);
  expect(withPretrainedLength(4, "a.json", 3)).toEqual({ "**": 4, "a.json": 3 });
});

test("nothing is left of a file whose length is taken back, and of the setting when it was the last", () => {
  expect(withPretrainedLength({ "a.json": 1, "**": 2 }, "a.json", null)).toEqual({ "**": 2 });
  expect(withPretrainedLength({ "a.json": 1 }, "a.json", null)).toBeUndefined();
  expect(withPretrainedLength(undefined, "a.json", null)).toBeUndefined();
  expect(withPretrainedLength(4, "a.json", null)).toBe(4);
});
