/** How a file is laid out, so that what is inserted looks like its neighbours. */
import type { Node } from "jsonc-parser";
import type { JsonStyle } from "./json-text.ts";

const DEFAULT_INDENT = "  ";

/** Whitespace between the start of the line and `offset`; null when something else stands before it on its line. */
function leadingSpace(text: string, offset: number): string | null {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  return /^[ \t]*$/.test(before) ? before : null;
}

/** The indentation of the members of an object; null when it is written on one line. */
export function memberIndent(text: string, object: Node): string | null {
  const first = object.children?.[0];
  if (first === undefined) return null;
  return text.slice(object.offset, first.offset).includes("\n") ? leadingSpace(text, first.offset) : null;
}

/** One level of indentation and the line ends of a file. A file without line ends inside its object is compact. */
export function styleOf(text: string, root: Node): JsonStyle {
  const eol = /\r?\n/.exec(text)?.[0] ?? "\n";
  const first = root.children?.[0];
  if (first === undefined) return { indent: DEFAULT_INDENT, eol };
  if (!text.slice(root.offset, root.offset + root.length).includes("\n")) return { indent: null, eol };
  const own = memberIndent(text, root);
  return { indent: own === null || own === "" ? DEFAULT_INDENT : own, eol };
}
