import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { type Diagnostic, diagnose, fixAll } from "../../../src/rules/index.ts";
import { small, yarn } from "./support/configs.ts";

function fixedText(text: string): string {
  return fixAll(readConfig(text), { read: readConfig, diagnose });
}

describe("fix all", () => {
  test("mends every finding that has one right answer, and leaves the others", () => {
    const before = small({ rope_scaling: { ...yarn(), beta_fast: 1, beta_slow: 32, attn_facter: 1 } });
    const after = fixedText(before);
    expect(after).not.toBe(before);
    const left = diagnose(readConfig(after));
    expect(left.flatMap(({ fixes }) => fixes.filter(({ preferred }) => preferred))).toEqual([]);
    expect(JSON.parse(after).rope_scaling).toMatchObject({ beta_fast: 32, beta_slow: 1 });
  });

  test("goes on with what a fix made possible", () => {
    const finding = (key: string, newText: string, text: string): Diagnostic => ({
      code: "rope/misspelt-key",
      severity: "error",
      message: "",
      offset: text.indexOf(key),
      length: key.length,
      jsonPointer: "",
      runtimes: [],
      fixes: [{ title: "", preferred: true, edits: [{ offset: text.indexOf(key), length: key.length, newText }] }],
    });
    const steps: readonly (readonly [string, string])[] = [
      ["first", "second"],
      ["second", "third"],
    ];
    const text = fixAll(readConfig('{"first": 1}'), {
      read: readConfig,
      diagnose: (snapshot) =>
        steps.filter(([key]) => snapshot.text.includes(key)).map(([key, next]) => finding(key, next, snapshot.text)),
    });
    expect(text).toBe('{"third": 1}');
  });

  test("ends where two fixes undo each other", () => {
    const swap = (text: string, one: string, other: string): Diagnostic => ({
      code: "rope/swapped-betas",
      severity: "error",
      message: "",
      offset: 0,
      length: 1,
      jsonPointer: "",
      runtimes: [],
      fixes: [{ title: "", preferred: true, edits: [{ offset: text.indexOf(one), length: 1, newText: other }] }],
    });
    const text = fixAll(readConfig('{"a": 1}'), {
      read: readConfig,
      diagnose: ({ text: now }) => [now.includes('"a"') ? swap(now, "a", "b") : swap(now, "b", "a")],
    });
    expect(text).toMatch(/^\{"[ab]": 1\}$/);
  });

  test("leaves a file without such findings alone", () => {
    const text = small({ rope_scaling: yarn() });
    expect(fixedText(text)).toBe(text);
  });
});
