/** A line of JSON in pieces: keys, strings, numbers, words; and long lists within it folded. */
import * as l10n from "@vscode/l10n";

export type TokenKind = "key" | "string" | "number" | "word" | "fold" | "plain";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Lists of fewer values are not folded. */
const LONG = 8;
/** A folded line has about so many characters, so that it is seen whole where there is room for the code at all. */
const LINE = 56;

const TOKEN = /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;

export function tokenize(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > at) tokens.push({ kind: "plain", text: line.slice(at, match.index) });
    const [whole, string, colon, number] = match;
    if (string !== undefined) {
      tokens.push({ kind: colon === undefined ? "string" : "key", text: string });
      if (colon !== undefined) tokens.push({ kind: "plain", text: colon });
    } else tokens.push({ kind: number === undefined ? "word" : "number", text: whole });
    at = match.index + whole.length;
  }
  if (at < line.length) tokens.push({ kind: "plain", text: line.slice(at) });
  return tokens;
}

/** Folds a list of more than a few numbers to its first ones, as many as fit and one at least, and "… 62 more". */
export function foldList(tokens: readonly Token[]): Token[] {
  const numbers = tokens.flatMap((token, index) => (token.kind === "number" ? [index] : []));
  const last = numbers.at(-1);
  if (numbers.length < LONG || last === undefined) return [...tokens];
  const lengthTo = (index: number): number =>
    tokens.slice(0, index + 1).reduce((sum, { text }) => sum + text.length, 0);
  const shown = Math.max(1, numbers.filter((index) => lengthTo(index) <= LINE).length);
  return [
    ...tokens.slice(0, (numbers[shown - 1] ?? 0) + 1),
    { kind: "plain", text: ", " },
    { kind: "fold", text: l10n.t("… {0} more", numbers.length - shown) },
    ...tokens.slice(last + 1),
  ];
}
