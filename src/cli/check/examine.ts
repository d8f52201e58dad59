/** One config to its report; and its text with the fixes applied. */
import { type ConfigSnapshot, readConfig } from "../../config/index.ts";
import { diagnose, fixAll, type RuleLevels, type Siblings } from "../../rules/index.ts";
import type { FoundFile } from "../reading/find-files.ts";
import type { Baseline } from "./baseline.ts";
import { type FileReport, findingsOf } from "./report.ts";

export interface ExamineOptions {
  readonly runtimes: readonly string[];
  readonly rules: RuleLevels;
  /** What the model was pretrained on, tokens, where the user says so. */
  readonly pretrainedLength: number | undefined;
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

/** The text with every fix that is the one right answer; the same text when there is none. */
export function fixed(snapshot: ConfigSnapshot, options: ExamineOptions): string {
  return fixAll(snapshot, {
    read: (text) => readConfig(text, options),
    diagnose: (current) => diagnose(current, options),
  });
}
