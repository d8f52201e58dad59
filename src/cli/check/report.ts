/** What `check` says of one file, before it takes a format. */
import type { Diagnostic, Severity } from "../../rules/index.ts";
import { helpUri } from "../../rules/index.ts";
import type { Writable } from "../output/json.ts";
import { type Range, rangesIn } from "../output/position.ts";

export interface Finding extends Omit<Diagnostic, "offset" | "length" | "fixes"> {
  readonly range: Range;
  readonly helpUri: string;
  readonly fixes: readonly {
    readonly title: string;
    readonly preferred: boolean;
    readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  }[];
}

export interface FileReport {
  /** As the user knows the file; "-" for standard input. */
  readonly file: string;
  readonly text: string;
  readonly isModelConfig: boolean;
  readonly modelType: string | null;
  readonly findings: readonly Finding[];
  /** Fixes were written to the file before it was reported on. */
  readonly wasFixed: boolean;
}

/** Hints count among the infos. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function findingsOf(text: string, diagnostics: readonly Diagnostic[]): Finding[] {
  const rangeOf = rangesIn(text);
  return diagnostics.map(({ offset, length, fixes, ...diagnostic }) => ({
    ...diagnostic,
    range: rangeOf({ offset, length }),
    helpUri: helpUri(diagnostic.code),
    fixes: fixes.map(({ title, preferred, edits }) => ({
      title,
      preferred,
      edits: edits.map((edit) => ({ range: rangeOf(edit), newText: edit.newText })),
    })),
  }));
}

export function countSeverities(findings: readonly { readonly severity: Severity }[]): Summary {
  const count = (...severities: Severity[]) => findings.filter(({ severity }) => severities.includes(severity)).length;
  return { errors: count("error"), warnings: count("warning"), infos: count("info", "hint") };
}

/** A file's entry in the JSON formats. Its keys are part of the interface. */
export function reportToJson({ file, isModelConfig, modelType, findings }: FileReport): {
  readonly [key: string]: Writable;
} {
  return {
    file,
    isModelConfig,
    modelType,
    diagnostics: findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      message: finding.message,
      range: rangeToJson(finding.range),
      jsonPointer: finding.jsonPointer,
      runtimes: [...finding.runtimes],
      fixes: finding.fixes.map(({ title, edits }) => ({
        title,
        edits: edits.map(({ range, newText }) => ({ range: rangeToJson(range), newText })),
      })),
      helpUri: finding.helpUri,
    })),
  };
}

function rangeToJson({ start, end }: Range): Writable {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
