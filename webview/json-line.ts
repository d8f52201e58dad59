/** A line of JSON in pieces: keys, strings, numbers, words; and long lists within it folded. */

export type TokenKind = "key" | "string" | "number" | "word" | "fold" | "plain";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Values of a list that stay when it is folded. */
const SHOWN = 2;
const LONG = 8;

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

/** Folds a list of more than a few numbers to its first ones and "… 62 more". */
export function foldList(tokens: readonly Token[]): Token[] {
  const numbers = tokens.flatMap((token, index) => (token.kind === "number" ? [index] : []));
  if (numbers.length < LONG) return [...tokens];
  const last = numbers[SHOWN - 1] ?? 0;
  const end = numbers.at(-1) ?? last;
  return [
    ...tokens.slice(0, last + 1),
    { kind: "plain", text: ", " },
    { kind: "fold", text: `… ${numbers.length - SHOWN} more` },
    ...tokens.slice(end + 1),
  ];
}
