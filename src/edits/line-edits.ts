import { diffLines } from "diff";
import type { TextEdit } from "../config/text-edit.ts";

/** Edits that turn one text into another, a run of changed lines each: what lies between them keeps its cursors and folds. */
export function lineEdits(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = 0;
  let open: { readonly offset: number; length: number; newText: string } | null = null;
  for (const { added, removed, value } of diffLines(before, after)) {
    if (!added && !removed) {
      open = null;
      offset += value.length;
      continue;
    }
    if (open === null) {
      open = { offset, length: 0, newText: "" };
      edits.push(open);
    }
    if (added) open.newText += value;
    else {
      open.length += value.length;
      offset += value.length;
    }
  }
  return edits;
}
