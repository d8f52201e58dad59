import { expect, test } from "vitest";
import measured from "../../../src/runtimes/data/transformers-families.json" with { type: "json" };
import { familyOf } from "../../../src/runtimes/transformers/families.ts";

test("every record of the data says only words that the predictions know", () => {
  const types = Object.keys(measured.types);
  expect(types.length).toBeGreaterThan(300);
  const read = types.flatMap((type) => measured.releases.map((release) => familyOf(type, release)));
  expect(read.some((family) => family?.validates === "mscales")).toBe(true);
});
