import { printable } from "../../advice/printable.ts";
import type { Io } from "../io.ts";
import { type Styles, stylesFor } from "./styles.ts";

/** A unified diff as people read it on a terminal; elsewhere it is the diff as it was, byte for byte. */
export function shownDiff(diff: string, io: Io): string {
  if (!io.stdout.isTTY) return diff;
  const styles = stylesFor(io);
  return diff
    .split("\n")
    .map((line) => shown(line, styles))
    .join("\n");
}

function shown(line: string, styles: Styles): string {
  const text = printable(line.replace(/\r$/, "").replaceAll("\t", "  "));
  if (text.startsWith("--- ") || text.startsWith("+++ ")) return styles.bold(text);
  if (text.startsWith("@@")) return styles.cyan(text);
  if (text.startsWith("+")) return styles.green(text);
  return text.startsWith("-") ? styles.red(text) : text;
}
