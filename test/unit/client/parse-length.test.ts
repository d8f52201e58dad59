import { expect, test } from "vitest";
import { parseLength } from "../../../src/client/commands/parse-length.ts";

test("reads lengths as people write them", () => {
  expect(parseLength("16384")).toBe(16384);
  expect(parseLength(" 16,384 ")).toBe(16384);
  expect(parseLength("1_048_576")).toBe(1048576);
  expect(parseLength("128K")).toBe(131072);
  expect(parseLength("1m")).toBe(1048576);
});

test("refuses what is no length", () => {
  for (const text of ["", "0", "-1", "1.5", "4 times", "1e5", "K", "99999999999999999999"]) {
    expect(parseLength(text)).toBeNull();
  }
});
