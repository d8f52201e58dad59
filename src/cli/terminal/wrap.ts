import stringWidth from "string-width";
import type { Output } from "../io.ts";

/** Longer lines tire the eye. */
const WIDEST = 100;

/** Columns to lay text out in: those of the terminal; without one, null: lines stay whole for other programs. */
export function textWidth(output: Output): number | null {
  return output.isTTY ? Math.max(40, Math.min(WIDEST, output.columns)) : null;
}

/** Breaks a paragraph between words; `indent` goes before each line. Without a width it stays one line. */
export function wrap(text: string, width: number | null, indent = ""): string {
  if (width === null) return indent + text;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && stringWidth(indent + longer) > width) {
      lines.push(indent + line);
      line = word;
    } else line = longer;
  }
  return [...lines, indent + line].join("\n");
}
