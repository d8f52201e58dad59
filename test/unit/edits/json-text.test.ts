import { expect, test } from "vitest";
import { floatText } from "../../../src/edits/json-text.ts";

test("a float is written as Python reads one", () => {
  expect([4, -4, 0.5, 1e20, 1e22].map(floatText)).toEqual(["4.0", "-4.0", "0.5", "100000000000000000000.0", "1e+22"]);
});
