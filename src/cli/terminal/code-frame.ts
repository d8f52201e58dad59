/** The marked place in its lines, with carets below it. */
import stringWidth from "string-width";
import { printable } from "../../advice/printable.ts";
import type { Range } from "../output/position.ts";
import type { Styles } from "./styles.ts";

/** Lines shown before and after the marked one. */
const AROUND = 1;
const TAB = "  ";
const NARROWEST = 20;

interface Look {
  readonly styles: Styles;
  /** Colours the carets. */
  readonly mark: (text: string) => string;
  /** Columns of the whole frame; long lines are cut around the mark. */
  readonly width: number;
}

/** @param lines the text's lines, without their ends */
export function codeFrame(lines: readonly string[], { start, end }: Range, look: Look): string {
  const first = Math.max(0, start.line - AROUND);
  const last = Math.min(lines.length - 1, start.line + AROUND);
  const gutter = String(last + 1).length;
  const room = Math.max(NARROWEST, look.width - gutter - 3);
  const marked = lines[start.line] ?? "";
  const until = end.line === start.line ? end.character : marked.length;
  const left = columnsOf(marked.slice(0, start.character));
  const carets = Math.max(1, columnsOf(marked.slice(start.character, until)));
  // The mark is kept in view: a line of 64 factors is longer than any terminal.
  const shift = left + Math.min(carets, room / 2) > room ? Math.max(0, left - Math.floor(room / 3)) : 0;
  const frame: string[] = [];
  for (let line = first; line <= last; line++) {
    const number = String(line + 1).padStart(gutter);
    const text = cut(shown(lines[line] ?? ""), line === start.line ? shift : 0, room);
    frame.push(`${look.styles.dim(`${number} │`)} ${text}`.trimEnd());
    if (line !== start.line) continue;
    const visible = Math.min(carets, room - (left - shift));
    frame.push(
      `${look.styles.dim(`${" ".repeat(gutter)} │`)} ${" ".repeat(left - shift)}${look.mark("^".repeat(Math.max(1, visible)))}`,
    );
  }
  return frame.join("\n");
}

function shown(text: string): string {
  return printable(text.replaceAll("\t", TAB));
}

function columnsOf(text: string): number {
  return stringWidth(shown(text));
}

/** The columns from `from` on, at most `room` of them, with "…" where something is left out. */
function cut(text: string, from: number, room: number): string {
  if (from === 0 && stringWidth(text) <= room) return text;
  let column = 0;
  let result = "";
  let more = false;
  for (const character of text) {
    const width = stringWidth(character);
    if (column >= from && column + width > from + room - 1) {
      more = true;
      break;
    }
    if (column >= from) result += column === from && from > 0 ? "…".padEnd(width) : character;
    else if (column + width > from) result += " ".repeat(column + width - from);
    column += width;
  }
  return more ? `${result}…` : result;
}
