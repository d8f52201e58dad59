/** One config to its report; and its text with the fixes applied. */
import { applyEdits, type ConfigSnapshot, readConfig } from "../../config/index.ts";
import { type Diagnostic, diagnose, type Fix, type RuleLevel, type Siblings } from "../../rules/index.ts";
import type { FoundFile } from "../reading/find-files.ts";
import type { Baseline } from "./baseline.ts";
import { type FileReport, findingsOf } from "./report.ts";

export interface ExamineOptions {
  readonly runtimes: readonly string[];
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly siblings: Siblings;
  /** What it knows is left out of the report; null: nothing is. */
  readonly baseline: Baseline | null;
}

/** @param wasFixed fixes were written to the file before */
export function examine(
  file: FoundFile,
  snapshot: ConfigSnapshot,
  options: ExamineOptions,
  wasFixed = false,
): FileReport {
  const { model, text } = snapshot;
  const all = diagnose(snapshot, options);
  const diagnostics = options.baseline === null ? all : options.baseline.unknown(file, all);
  return {
    file: file.name,
    text,
    isModelConfig: model !== null,
    modelType: model?.modelType ?? null,
    findings: findingsOf(text, diagnostics),
    wasFixed,
  };
}

/** A fix can make another one possible; more rounds than this would mean that two of them undo each other. */
const ROUNDS = 10;

/** The text with every fix that is the one right answer; the same text when there is none. */
export function fixed(snapshot: ConfigSnapshot, options: ExamineOptions): string {
  let current = snapshot;
  for (let round = 0; round < ROUNDS; round++) {
    const fixes = separate(preferredFixes(diagnose(current, options)));
    if (fixes.length === 0) break;
    const text = applyEdits(
      current.text,
      fixes.flatMap(({ edits }) => edits),
    );
    if (text === current.text) break;
    current = readConfig(text);
  }
  return current.text;
}

function preferredFixes(diagnostics: readonly Diagnostic[]): Fix[] {
  return diagnostics.flatMap(({ fixes }) => fixes.find(({ preferred, edits }) => preferred && edits.length > 0) ?? []);
}

/** The fixes in the order of the text, without those that touch what an earlier one changes; they get their turn in the next round. */
function separate(fixes: readonly Fix[]): Fix[] {
  const start = ({ edits }: Fix) => Math.min(...edits.map(({ offset }) => offset));
  const end = ({ edits }: Fix) => Math.max(...edits.map(({ offset, length }) => offset + length));
  const kept: Fix[] = [];
  for (const fix of [...fixes].sort((a, b) => start(a) - start(b))) {
    const last = kept.at(-1);
    if (last === undefined || end(last) < start(fix)) kept.push(fix);
  }
  return kept;
}
