import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { applyEdits } from "../../../src/config/text-edit.ts";
import { setMembers } from "../../../src/edits/set-members.ts";

function change(text: string, changes: Parameters<typeof setMembers>[2]): string {
  const edits = setMembers(readConfig(text), "", changes);
  if (edits === null) throw new Error("there is no object");
  return applyEdits(text, edits);
}

const TEXT = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}';

describe("members", () => {
  it("are taken out with their lines, at the start, in the middle and at the end", () => {
    expect(change(TEXT, { set: {}, remove: ["a"] })).toBe('{\n  "b": 2,\n  "c": 3\n}');
    expect(change(TEXT, { set: {}, remove: ["b"] })).toBe('{\n  "a": 1,\n  "c": 3\n}');
    expect(change(TEXT, { set: {}, remove: ["c"] })).toBe('{\n  "a": 1,\n  "b": 2\n}');
    expect(change(TEXT, { set: {}, remove: ["b", "c"] })).toBe('{\n  "a": 1\n}');
  });

  it("leave the text parsing whatever is set and taken out together", () => {
    const keys = ["a", "b", "c", "d"];
    fc.assert(
      fc.property(fc.subarray(keys), fc.subarray(keys), fc.subarray([...keys, "e", "f"]), (present, remove, set) => {
        const before = Object.fromEntries(present.map((key, index) => [key, index]));
        const wanted = set.filter((key) => !remove.includes(key));
        for (const indent of [0, 2]) {
          const text = JSON.stringify(before, null, indent);
          const after = JSON.parse(
            change(text, { set: Object.fromEntries(wanted.map((key) => [key, 9])), remove, after: ["b"] }),
          );
          const expected: Record<string, number> = { ...before };
          for (const key of remove) delete expected[key];
          for (const key of wanted) expected[key] = 9;
          expect(after).toEqual(expected);
        }
      }),
      { seed: 31 },
    );
  });
});
