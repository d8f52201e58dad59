/** Applying every fix that is the one right answer: what `check --fix` and the editor's "fix all" do. */
import type { ConfigSnapshot } from "../config/model.ts";
import { applyEdits, type TextEdit } from "../config/text-edit.ts";
import type { Diagnostic, Fix } from "./diagnostic.ts";

/** A fix can make another one possible; more rounds than this would mean that two of them undo each other. */
const ROUNDS = 10;

export interface FixAllHost {
  /** Reads a text as the snapshot was read. */
  readonly read: (text: string) => ConfigSnapshot;
  /** The findings to fix, under the user's settings. */
  readonly diagnose: (snapshot: ConfigSnapshot) => readonly Diagnostic[];
}

/** The text with every such fix, in rounds until none is left; the same text when there is none. */
export function fixAll(snapshot: ConfigSnapshot, { read, diagnose }: FixAllHost): string {
  let current = snapshot;
  for (let round = 0; round < ROUNDS; round++) {
    const text = applyEdits(current.text, separate(preferredFixes(diagnose(current))));
    if (text === current.text) break;
    current = read(text);
  }
  return current.text;
}

/** The fix of a finding that has one right answer; undefined where there is a choice, or nothing to be done. */
export function preferredFix({ fixes }: Diagnostic): Fix | undefined {
  return fixes.find(({ preferred, edits }) => preferred && edits.length > 0);
}

function preferredFixes(diagnostics: readonly Diagnostic[]): Fix[] {
  return diagnostics.flatMap((diagnostic) => preferredFix(diagnostic) ?? []);
}

/** The edits in the order of the text, without fixes that touch what an earlier one changes: they get their turn in the next round. */
function separate(fixes: readonly Fix[]): TextEdit[] {
  const start = ({ edits }: Fix) => Math.min(...edits.map(({ offset }) => offset));
  const end = ({ edits }: Fix) => Math.max(...edits.map(({ offset, length }) => offset + length));
  const kept: Fix[] = [];
  for (const fix of [...fixes].sort((a, b) => start(a) - start(b))) {
    const last = kept.at(-1);
    if (last === undefined || end(last) < start(fix)) kept.push(fix);
  }
  return kept.flatMap(({ edits }) => edits);
}
