import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** LLaMA-2 7B with the window typed over to 16384: the sample workspace's main file. */
export const LLAMA_2_16K = readFileSync(
  resolve(import.meta.dirname, "../../examples/llama-2-7b-16k/config.json"),
  "utf8",
);

/** A range within one line; lines and characters from 0. */
export function at(line: number, start: number, end = start) {
  return { start: { line, character: start }, end: { line, character: end } };
}

/** The range of the first occurrence of a part of a text. */
export function rangeOfPart(text: string, part: string) {
  const offset = text.indexOf(part);
  const before = text.slice(0, offset).split("\n");
  const character = before.at(-1)?.length ?? 0;
  return at(before.length - 1, character, character + part.length);
}

/** A text after the edits of a server, which never overlap. */
export function applyLspEdits(
  text: string,
  edits: readonly { readonly range: ReturnType<typeof at>; readonly newText: string }[],
): string {
  const starts = [0];
  for (const match of text.matchAll(/\n/g)) starts.push(match.index + 1);
  const offset = ({ line, character }: { line: number; character: number }) =>
    (starts[line] ?? text.length) + character;
  // From the end of the text; of two at one place the one that comes first in the list stays in front.
  const last = [...edits].reverse().sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return last.reduce(
    (result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
    text,
  );
}
