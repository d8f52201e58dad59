import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits, readConfig } from "../../../src/config/index.ts";
import { lineEdits } from "../../../src/edits/index.ts";
import { type Diagnostic, diagnose, fixAll, preferredFix } from "../../../src/rules/index.ts";
import { small, yarn } from "./support/configs.ts";

function fixedText(text: string): string {
  return fixAll(readConfig(text), { read: readConfig, diagnose });
}

const NOTHING: Diagnostic = {
  code: "rope/misspelt-key",
  severity: "error",
  message: "",
  offset: 0,
  length: 0,
  jsonPointer: "",
  runtimes: [],
  fixes: [],
};

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

  test("comes to an end in every broken config, with nothing left to fix, and each change as one edit of lines", () => {
    const zoo = resolve(import.meta.dirname, "../../fixtures/zoo");
    const files = readdirSync(zoo).filter((file) => file !== "manifest.json");
    let changed = 0;
    for (const file of files) {
      const before = readFileSync(resolve(zoo, file), "utf8");
      const after = fixedText(before);
      const snapshot = readConfig(after);
      const left = diagnose(snapshot).filter((finding) => preferredFix(finding) !== undefined);
      expect({ file, left: left.map(({ code }) => code) }).toEqual({ file, left: [] });
      expect(applyEdits(before, lineEdits(before, after))).toBe(after);
      if (after === before) continue;
      changed++;
      expect({ file, broken: snapshot.syntaxProblems.some(({ breaksTree }) => breaksTree) }).toEqual({
        file,
        broken: false,
      });
    }
    expect(changed).toBeGreaterThan(20);
  });

  test("applies fixes that do not touch in one round, whatever their order, and those that do in the next", () => {
    const fixes = (text: string, places: readonly (readonly [string, string])[]): Diagnostic[] =>
      places.flatMap(([from, to]) => {
        const offset = text.indexOf(from);
        const edits = [{ offset, length: from.length, newText: to }];
        return offset < 0 ? [] : [{ ...NOTHING, fixes: [{ title: "", preferred: true, edits }] }];
      });
    const run = (places: readonly (readonly [string, string])[]) => {
      let rounds = 0;
      const text = fixAll(readConfig('{"ab": 1, "cd": 2}'), {
        read: readConfig,
        diagnose: ({ text: now }) => {
          rounds++;
          return fixes(now, places);
        },
      });
      return { text, rounds };
    };
    expect(
      run([
        ["cd", "d"],
        ["ab", "a"],
      ]),
    ).toEqual({ text: '{"a": 1, "d": 2}', rounds: 2 });
    expect(
      run([
        ["ab", "x"],
        ['": 1', '": 3'],
      ]),
    ).toEqual({ text: '{"x": 3, "cd": 2}', rounds: 3 });
    expect(
      run([
        ["ab", "x"],
        ["b", "y"],
      ]),
    ).toEqual({ text: '{"x": 1, "cd": 2}', rounds: 2 });
  });

  test("takes no fix that changes nothing, or is one of several answers, for the right one", () => {
    const fix = (preferred: boolean, edits: number) => ({
      title: String(edits),
      preferred,
      edits: Array.from({ length: edits }, () => ({ offset: 0, length: 0, newText: "" })),
    });
    const chosen = (...fixes: readonly ReturnType<typeof fix>[]) => preferredFix({ ...NOTHING, fixes })?.title;
    expect([
      chosen(),
      chosen(fix(false, 1)),
      chosen(fix(true, 0)),
      chosen(fix(true, 0), fix(false, 2), fix(true, 3)),
    ]).toEqual([undefined, undefined, undefined, "3"]);
  });
});
