/** From the UTF-16 offsets of the analysis to lines and characters, which is what other tools count. */
import { TextDocument } from "vscode-languageserver-textdocument";

/** Zero-based line, and zero-based character in UTF-16 units, as in the language server protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Ranges of one text. */
export function rangesIn(text: string): (span: { readonly offset: number; readonly length: number }) => Range {
  const document = TextDocument.create("", "json", 0, text);
  return ({ offset, length }) => ({ start: document.positionAt(offset), end: document.positionAt(offset + length) });
}

/** The lines of a text without their ends, divided where positions divide them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
