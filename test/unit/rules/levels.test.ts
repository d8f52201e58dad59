import { describe, expect, it } from "vitest";
import { levelOf, ruleNames } from "../../../src/rules/levels.ts";

describe("levels of rules", () => {
  it("go by the code before its group, and are nothing for others", () => {
    const levels = { "rope/*": "off", "rope/unused-key": "error" } as const;
    expect(["rope/unused-key", "rope/theta-range", "json/syntax"].map((code) => levelOf(code, levels))).toEqual([
      "error",
      "off",
      undefined,
    ]);
  });

  it("can be given to every group and code, the groups first", () => {
    const names = ruleNames();
    expect(names.slice(0, 8)).toEqual([
      "attention/*",
      "files/*",
      "json/*",
      "length/*",
      "rope/*",
      "runtime/*",
      "shape/*",
      "attention/sliding-window-hides-window",
    ]);
    expect(names.slice(7)).toEqual(names.slice(7).toSorted());
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("rope/unused-key");
  });
});
