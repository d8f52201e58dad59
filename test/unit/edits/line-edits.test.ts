import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits } from "../../../src/config/index.ts";
import { lineEdits } from "../../../src/edits/index.ts";

test("line edits touch the changed lines and nothing else", () => {
  const before = "{\r\n  a,\r\n  b,\r\n  c\r\n}";
  const after = "{\r\n  a,\r\n  B,\r\n  c,\r\n  d\r\n}\r\n";
  const edits = lineEdits(before, after);
  expect(applyEdits(before, edits)).toBe(after);
  expect(edits[0]?.offset).toBe(before.indexOf("  b"));
  expect(lineEdits(before, before)).toEqual([]);
});

test("line edits turn any text into any other, in the order of the text and apart", () => {
  const lines = fc.array(fc.constantFrom("", "a", "b", "{", "  x"), { maxLength: 12 });
  const text = fc.tuple(lines, fc.constantFrom("\n", "\r\n")).map(([all, eol]) => all.join(eol));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edits = lineEdits(before, after);
      expect(applyEdits(before, edits)).toBe(after);
      let end = -1;
      for (const { offset, length } of edits) {
        expect(offset).toBeGreaterThan(end);
        end = offset + length;
      }
    }),
  );
});
