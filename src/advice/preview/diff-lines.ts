/** The change that an insertion makes, as lines for a side panel. */
import { structuredPatch } from "diff";
import type { DiffLine } from "../../protocol/preview.ts";

export interface DiffText {
  readonly added: number;
  readonly removed: number;
  readonly lines: readonly DiffLine[];
}

const CONTEXT_LINES = 1;

export function diffLines(before: string, after: string): DiffText {
  const patch = structuredPatch("", "", before, after, "", "", { context: CONTEXT_LINES, stripTrailingCr: true });
  const lines: DiffLine[] = [];
  let added = 0;
  let removed = 0;
  for (const hunk of patch.hunks) {
    if (lines.length > 0) lines.push({ kind: "gap", number: null, text: "" });
    let oldNumber = hunk.oldStart;
    let newNumber = hunk.newStart;
    for (const line of hunk.lines) {
      const text = line.slice(1);
      if (line.startsWith("+")) {
        lines.push({ kind: "added", number: newNumber++, text });
        added++;
      } else if (line.startsWith("-")) {
        lines.push({ kind: "removed", number: oldNumber++, text });
        removed++;
      } else if (line.startsWith(" ")) {
        lines.push({ kind: "same", number: newNumber++, text });
        oldNumber++;
      }
    }
  }
  return { added, removed, lines };
}
