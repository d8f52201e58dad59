/** The layouts that people and tools give a config, and what an edit must keep of them. */
import { readConfig } from "../../../../src/config/read-config.ts";
import type { TextEdit } from "../../../../src/config/text-edit.ts";

export const BOM = "\uFEFF";

/** The same file as other people and tools lay it out. */
export const LAYOUTS: readonly (readonly [string, (text: string) => string])[] = [
  ["as it is", (text) => text],
  ["tabs", (text) => text.replace(/^( +)/gm, (blanks) => "\t".repeat(Math.ceil(blanks.length / 2)))],
  ["CRLF", (text) => text.replace(/\r?\n/g, "\r\n")],
  // Line comments need their lines.
  ["one line", (text) => (text.includes("//") ? text : text.replace(/\s*\r?\n\s*/g, "").replace(/": /g, '":'))],
  ["comments", (text) => text.replace(/\{(\r?\n)/, "$&  // of the model$1").replace(/,(?=\r?\n)/, ", /* the first */")],
  ["byte order mark", (text) => (text.startsWith(BOM) ? text : BOM + text)],
  ["no final newline", (text) => text.trimEnd()],
];

/** How many faults break the text as JSON. */
export function breaks(text: string): number {
  return readConfig(text).syntaxProblems.filter(({ breaksTree }) => breaksTree).length;
}

/** The text with the edits, put together from the pieces between them; null where the edits overlap, run backwards or leave the text. */
export function composed(text: string, edits: readonly TextEdit[]): string | null {
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
export function inverse(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0;
  return edits.map(({ offset, length, newText }) => {
    const undo = { offset: offset + shift, length: newText.length, newText: text.slice(offset, offset + length) };
    shift += newText.length - length;
    return undo;
  });
}

/** What an edit must not change about the layout: the kind of line ends, the ends of the file, blank lines and blanks before line ends. */
export function traits(text: string) {
  return {
    loneLineFeeds: /\r\n/.test(text) ? (text.match(/(?<!\r)\n/g) ?? []).length : 0,
    oneLine: !text.trim().includes("\n"),
    byteOrderMark: text.startsWith(BOM),
    finalNewline: text.endsWith("\n"),
    blankLines: (text.match(/\n[ \t]*\r?\n/g) ?? []).length,
    blanksAtLineEnds: (text.match(/[ \t]+\r?\n/g) ?? []).length,
    comments: (text.match(/\/\/|\/\*/g) ?? []).length,
  };
}
