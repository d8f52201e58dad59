import type { TextDocument } from "vscode-languageserver-textdocument";
import type { TextEdit as OffsetEdit } from "../config/text-edit.ts";
import type { Range, TextEdit } from "./lsp.ts";

/** The analysis counts UTF-16 offsets, the protocol lines and characters. */
export function rangeOf(document: TextDocument, span: { readonly offset: number; readonly length: number }): Range {
  return { start: document.positionAt(span.offset), end: document.positionAt(span.offset + span.length) };
}

export function editsOf(document: TextDocument, edits: readonly OffsetEdit[]): TextEdit[] {
  return edits.map((edit) => ({ range: rangeOf(document, edit), newText: edit.newText }));
}

export function overlaps(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
