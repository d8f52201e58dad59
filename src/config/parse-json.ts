/**
 * Text to tree, tolerant of half-typed files, strict where Python is.
 * What Python's json module takes decides: every framework reads config.json with it.
 */
import * as l10n from "@vscode/l10n";
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { SyntaxProblem } from "./model.ts";
import { scanText } from "./scan-text.ts";

export interface ParsedText {
  readonly root: Node | undefined;
  readonly syntaxProblems: readonly SyntaxProblem[];
}

/** Larger files are no model configs that a person edits; they are not even scanned. In UTF-16 units. */
export const SIZE_LIMIT = 5_000_000;

/** Deeper files are left alone: the parser recurses, and Python gives up near 1000 levels too. */
const DEPTH_LIMIT = 500;

const BYTE_ORDER_MARK = "\uFEFF";

/** Never throws, whatever the text. `root` is undefined for an empty, oversized or too deeply nested text. */
export function parseJson(text: string): ParsedText {
  if (text.length > SIZE_LIMIT || text.trim() === "") return { root: undefined, syntaxProblems: [] };
  const scan = scanText(text);
  if (scan.depth > DEPTH_LIMIT) {
    const message = l10n.t("objects and arrays are nested {0} levels deep", scan.depth);
    return { root: undefined, syntaxProblems: [{ offset: 0, length: 1, message, fatal: true, breaksTree: true }] };
  }

  const errors: ParseError[] = [];
  const root = parseTree(standardJson(text, scan.numberWords), errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  });
  if (root !== undefined) restoreNumberWords(root, new Map(scan.numberWords.map((word) => [word.offset, word.value])));

  const problems: SyntaxProblem[] = [];
  if (text.startsWith(BYTE_ORDER_MARK)) {
    problems.push({
      offset: 0,
      length: 1,
      message: l10n.t("a byte order mark stands before the JSON"),
      fatal: true,
      breaksTree: false,
    });
  }
  for (const { offset, length } of scan.numberWords) {
    const message = l10n.t("{0} is not standard JSON; Python reads it", text.slice(offset, offset + length));
    problems.push({ offset, length, message, fatal: false, breaksTree: false });
  }
  for (const error of errors) problems.push(problemOf(text, error));
  return { root, syntaxProblems: firstAtEachOffset(problems) };
}

/** The same text, offset by offset, with stand-ins that a JSON parser takes. */
function standardJson(text: string, words: readonly { offset: number; length: number }[]): string {
  let result = "";
  let position = 0;
  for (const { offset, length } of words) {
    const minus = text.charAt(offset) === "-" ? "-" : "";
    result += text.slice(position, offset) + `${minus}1.`.padEnd(length, "0");
    position = offset + length;
  }
  result += text.slice(position);
  return result.startsWith(BYTE_ORDER_MARK) ? ` ${result.slice(1)}` : result;
}

function restoreNumberWords(node: Node, values: ReadonlyMap<number, number>): void {
  if (values.size === 0) return;
  const value = node.type === "number" ? values.get(node.offset) : undefined;
  if (value !== undefined) Object.assign(node, { value });
  for (const child of node.children ?? []) restoreNumberWords(child, values);
}

function messageOf(code: string): string {
  switch (code) {
    case "InvalidSymbol":
      return l10n.t("this is not a JSON value");
    case "InvalidNumberFormat":
      return l10n.t("this is not a JSON number");
    case "PropertyNameExpected":
      return l10n.t("a key in double quotes is expected");
    case "ValueExpected":
      return l10n.t("a value is expected");
    case "ColonExpected":
      return l10n.t("a colon is expected");
    case "CommaExpected":
      return l10n.t("a comma is expected");
    case "CloseBraceExpected":
      return l10n.t("a closing brace is expected");
    case "CloseBracketExpected":
      return l10n.t("a closing bracket is expected");
    case "EndOfFileExpected":
      return l10n.t("the file should end here");
    case "InvalidCommentToken":
      return l10n.t("comments are not allowed");
    case "UnexpectedEndOfComment":
      return l10n.t("the comment is not closed");
    case "UnexpectedEndOfString":
      return l10n.t("the string is not closed");
    case "UnexpectedEndOfNumber":
      return l10n.t("the number is not finished");
    case "InvalidUnicode":
      return l10n.t("\\u needs four hexadecimal digits");
    case "InvalidEscapeCharacter":
      return l10n.t("this escape is unknown");
    case "InvalidCharacter":
      return l10n.t("control characters are not allowed in a string");
    default:
      return l10n.t("this is not valid JSON");
  }
}

function problemOf(text: string, error: ParseError): SyntaxProblem {
  const code = printParseErrorCode(error.error);
  const comma = code === "PropertyNameExpected" || code === "ValueExpected" ? trailingComma(text, error.offset) : -1;
  if (comma >= 0) {
    return {
      offset: comma,
      length: 1,
      message: l10n.t("a comma before the end is not allowed"),
      fatal: true,
      breaksTree: false,
    };
  }
  const message = messageOf(code);
  return {
    offset: error.offset,
    length: error.length,
    message,
    fatal: true,
    breaksTree: code !== "InvalidCommentToken",
  };
}

/** Offset of the comma that stands right before the closing bracket at `offset`; -1 when there is none. */
function trailingComma(text: string, offset: number): number {
  const closing = text.charAt(offset);
  if (closing !== "}" && closing !== "]") return -1;
  let position = offset - 1;
  while (position >= 0 && /\s/.test(text.charAt(position))) position--;
  return text.charAt(position) === "," ? position : -1;
}

function firstAtEachOffset(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const seen = new Set<number>();
  const sorted = [...problems].sort((a, b) => a.offset - b.offset);
  return sorted.filter(({ offset }) => !seen.has(offset) && seen.add(offset));
}
