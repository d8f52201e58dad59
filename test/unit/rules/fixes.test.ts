import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { applyEdits, type TextEdit } from "../../../src/config/text-edit.ts";
import { type Diagnostic, diagnose } from "../../../src/rules/index.ts";

const ZOO = resolve(import.meta.dirname, "../../fixtures/zoo");

interface Specimen {
  readonly file: string;
  readonly runtimes?: readonly string[];
  readonly siblings?: Readonly<Record<string, unknown>>;
}

const SPECIMENS: readonly Specimen[] = JSON.parse(readFileSync(resolve(ZOO, "manifest.json"), "utf8"));

const BOM = "\uFEFF";

/** The same file as other people and tools lay it out. */
const LAYOUTS: readonly (readonly [string, (text: string) => string])[] = [
  ["as it is", (text) => text],
  ["tabs", (text) => text.replace(/^( +)/gm, (blanks) => "\t".repeat(Math.ceil(blanks.length / 2)))],
  ["CRLF", (text) => text.replace(/\r?\n/g, "\r\n")],
  // Line comments need their lines.
  ["one line", (text) => (text.includes("//") ? text : text.replace(/\s*\r?\n\s*/g, "").replace(/": /g, '":'))],
  ["comments", (text) => text.replace(/\{(\r?\n)/, "$&  // of the model$1").replace(/,(?=\r?\n)/, ", /* the first */")],
  ["byte order mark", (text) => (text.startsWith(BOM) ? text : BOM + text)],
  ["no final newline", (text) => text.trimEnd()],
];

/**
 * What a mistake hid, and shows once it is mended: by finding, what may then be found. Each is true of the file as it then is, and would stand there
 * whichever way the mistake is mended.
 */
const HIDDEN_BEFORE: Readonly<Record<string, readonly string[]>> = {
  // The window that is kept is longer than the pretrained one, or the block that would have scaled it goes.
  "json/duplicate-key": ["length/unscaled-extension"],
  "rope/both-blocks": ["length/unscaled-extension"],
  "rope/unused-key": ["length/unscaled-extension"],
  // What the type that is kept means.
  "rope/type-conflict": ["length/counted-twice", "runtime/unsupported-type"],
  "rope/unknown-type": ["rope/missing-key"],
  // ExLlamaV2 loads the file only then, and takes one list for all lengths.
  "runtime/longrope-original": ["runtime/differs"],
};

describe("every fix of every finding in the zoo", () => {
  let applied = 0;

  it.each(SPECIMENS)("mends $file and leaves the rest alone", (specimen) => {
    const siblings = Object.fromEntries(
      Object.entries(specimen.siblings ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
    );
    const find = (text: string) => diagnose(readConfig(text), { runtimes: specimen.runtimes ?? [], siblings });
    const original = readFileSync(resolve(ZOO, specimen.file), "utf8");
    for (const [layout, laidOut] of LAYOUTS) {
      const before = laidOut(original);
      const findings = find(before);
      // A byte order mark hides what is said of frameworks that reject it.
      const had = new Set([...findings, ...(before.startsWith(BOM) ? find(before.slice(1)) : [])].map(keyOf));
      for (const finding of findings) {
        for (const { title, edits } of finding.fixes) {
          applied++;
          const after = applyEdits(before, edits);
          const left = find(after);
          const hidden = HIDDEN_BEFORE[finding.code] ?? [];
          const fresh = left.filter((one) => isLoud(one) && !had.has(keyOf(one)) && !hidden.includes(one.code));
          expect({
            layout,
            title,
            composed: composed(before, edits) === after,
            undone: applyEdits(after, inverse(before, edits)) === before,
            changed: after !== before,
            parses: breaks(after) <= breaks(before),
            layoutKept: traits(after, finding),
            // The same mistake may stand there more than once.
            gone: like(finding, left) < like(finding, findings),
            fresh: fresh.map(keyOf),
          }).toEqual({
            layout,
            title,
            composed: true,
            undone: true,
            changed: true,
            parses: true,
            layoutKept: traits(before, finding),
            gone: true,
            fresh: [],
          });
        }
      }
    }
  });

  it("was applied a thousand times in all", () => {
    expect(applied).toBeGreaterThan(1000);
  });
});

function keyOf({ code, jsonPointer }: Diagnostic): string {
  return `${code} ${jsonPointer}`;
}

function like({ code, jsonPointer, message }: Diagnostic, among: readonly Diagnostic[]): number {
  return among.filter((other) => {
    return other.code === code && other.jsonPointer === jsonPointer && other.message === message;
  }).length;
}

function isLoud({ severity }: Diagnostic): boolean {
  return severity === "error" || severity === "warning";
}

/** How many faults break the text as JSON. */
function breaks(text: string): number {
  return readConfig(text).syntaxProblems.filter(({ breaksTree }) => breaksTree).length;
}

/** The text with the edits, put together from the pieces between them; null where the edits overlap, run backwards or leave the text. */
function composed(text: string, edits: readonly TextEdit[]): string | null {
  let result = "";
  let end = 0;
  for (const { offset, length, newText } of edits) {
    if (offset < end || length < 0 || offset + length > text.length) return null;
    result += text.slice(end, offset) + newText;
    end = offset + length;
  }
  return result + text.slice(end);
}

/** The edits that take these back. */
function inverse(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0;
  return edits.map(({ offset, length, newText }) => {
    const undo = { offset: offset + shift, length: newText.length, newText: text.slice(offset, offset + length) };
    shift += newText.length - length;
    return undo;
  });
}

/** What a fix must not change about the layout: the kind of line ends, the ends of the file, blank lines and blanks before line ends. */
function traits(text: string, { code }: Diagnostic) {
  return {
    loneLineFeeds: /\r\n/.test(text) ? (text.match(/(?<!\r)\n/g) ?? []).length : 0,
    oneLine: !text.trim().includes("\n"),
    byteOrderMark: code === "json/byte-order-mark" ? null : text.startsWith(BOM),
    finalNewline: text.endsWith("\n"),
    blankLines: (text.match(/\n[ \t]*\r?\n/g) ?? []).length,
    blanksAtLineEnds: (text.match(/[ \t]+\r?\n/g) ?? []).length,
    // A comment behind a member that goes, goes with it.
    comments: code.startsWith("json/") ? null : (text.match(/\/\/|\/\*/g) ?? []).length,
  };
}
