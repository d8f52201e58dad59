import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { codeFrame } from "../../../../src/cli/terminal/code-frame.ts";

const styles = pc.createColors(false);

function frame(lines: readonly string[], line: number, from: number, to: number, width = 60): string[] {
  const range = { start: { line, character: from }, end: { line, character: to } };
  return codeFrame(lines, range, { styles, mark: (text) => text, width }).split("\n");
}

describe("a code frame", () => {
  test("has one line around the marked one, numbered from 1", () => {
    expect(frame(["a", "b", "cc", "d", "e"], 2, 0, 2)).toEqual(["2 │ b", "3 │ cc", "  │ ^^", "4 │ d"]);
  });

  test("shows at least one caret, at the end of a line too", () => {
    expect(frame(["ab"], 0, 2, 2)).toEqual(["1 │ ab", "  │   ^"]);
  });

  test("keeps carets under wide characters, tabs and surrogate pairs", () => {
    expect(frame(['\t"模型": 1'], 0, 7, 8)).toEqual(['1 │   "模型": 1', "  │           ^"]);
    expect(frame(['"🦙": 1'], 0, 6, 7)).toEqual(['1 │ "🦙": 1', "  │       ^"]);
  });

  test("cuts a long line around the mark", () => {
    const line = `"long_factor": [${new Array(64).fill("1.2345").join(", ")}]`;
    const from = line.length - 7;
    const [shown = "", carets = ""] = frame([line], 0, from, from + 6);
    expect(shown.length).toBeLessThanOrEqual(60);
    expect(shown).toContain("…");
    expect(shown.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe(line.slice(from, from + 6));
  });

  test("cuts the carets where the line is cut", () => {
    const line = "x".repeat(200);
    const [shown = "", carets = ""] = frame([line], 0, 0, 200);
    expect(shown.length).toBe(60);
    expect(carets.length).toBe(60);
  });

  test("marks to the end of the line what goes on below", () => {
    const range = { start: { line: 0, character: 1 }, end: { line: 2, character: 1 } };
    const text = codeFrame(["abc", "d", "e"], range, { styles, mark: (mark) => mark, width: 60 });
    expect(text.split("\n")[1]).toBe("  │  ^^");
  });
});
