import { describe, expect, it } from "vitest";
import {
  type ParameterRule,
  RopeParameterError,
  requireAtLeast,
  requireFinite,
  requirePositive,
  requireWhole,
  ruleText,
} from "../../../src/rope/parameter-error.ts";

describe("the error of a parameter", () => {
  it("names the parameter, the value and the rule, and shortens what is long", () => {
    const message = (value: unknown) => new RopeParameterError("factor", value, { kind: "finite" }).message;
    expect(message(-1)).toBe("factor is -1, but must be finite");
    expect(message("two")).toBe('factor is "two", but must be finite');
    expect(message("4".repeat(40))).toBe(`factor is "${"4".repeat(40)}", but must be finite`);
    expect(message("4".repeat(41))).toBe(`factor is "${"4".repeat(40)}…", but must be finite`);
    expect(message([1, 2, 3])).toBe("factor is a list of 3, but must be finite");
    expect(message(null)).toBe("factor is null, but must be finite");
    const rule: ParameterRule = { kind: "whole", least: 2 };
    const { name, parameter, value, rule: own } = new RopeParameterError("factor", 0, rule);
    expect([name, parameter, value, own]).toEqual(["RopeParameterError", "factor", 0, rule]);
  });

  it.each<[ParameterRule, string]>([
    [{ kind: "finite" }, "finite"],
    [{ kind: "positive" }, "a finite number above 0"],
    [{ kind: "even" }, "even"],
    [{ kind: "whole", least: 2 }, "a whole number of at least 2"],
    [{ kind: "finite-at-least", least: 0 }, "a finite number of at least 0"],
    [{ kind: "at-least", least: 0 }, "a number of at least 0"],
    [{ kind: "between", least: 0, above: true, most: 32 }, "a number above 0 and at most 32"],
    [{ kind: "between", least: 1, above: false, most: 8 }, "a number of at least 1 and at most 8"],
    [{ kind: "below", limit: 64 }, "below 64"],
    [{ kind: "pair-list", length: 64 }, "a list of d/2 = 64 numbers"],
    [{ kind: "pair-sum", sum: 64 }, "a list that adds up to d/2 = 64"],
    [{ kind: "list-at-least", length: 5 }, "of at least 5 numbers"],
    [{ kind: "absent" }, "left out: this strategy has no such parameter"],
  ])("says of %o that it must be %s", (rule, text) => {
    expect(ruleText(rule)).toBe(text);
  });
});

describe("what is required of a value", () => {
  const refused = (call: () => void): ParameterRule | null => {
    try {
      call();
      return null;
    } catch (error) {
      if (error instanceof RopeParameterError) return error.rule;
      throw error;
    }
  };

  it("is what the rule says, and no more", () => {
    for (const value of [1e-300, 1, 1e300]) expect(refused(() => requirePositive("x", value))).toBeNull();
    const text: unknown = "4";
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, text as number]) {
      expect(refused(() => requirePositive("x", value))).toEqual({ kind: "positive" });
    }
    for (const value of [2, 3, Number.MAX_SAFE_INTEGER]) expect(refused(() => requireWhole("x", value, 2))).toBeNull();
    for (const value of [1, 2.5, Number.NaN, 2 ** 53]) {
      expect(refused(() => requireWhole("x", value, 2))).toEqual({ kind: "whole", least: 2 });
    }
    for (const value of [2, 2.5, Number.POSITIVE_INFINITY])
      expect(refused(() => requireAtLeast("x", value, 2))).toBeNull();
    for (const value of [1.9, Number.NaN]) {
      expect(refused(() => requireAtLeast("x", value, 2))).toEqual({ kind: "at-least", least: 2 });
    }
    for (const value of [null, -1, 0]) expect(refused(() => requireFinite("x", value))).toBeNull();
    for (const value of [Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(refused(() => requireFinite("x", value))).toEqual({ kind: "finite" });
    }
  });
});
