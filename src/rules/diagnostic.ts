/** A finding is data; its words are made in the rule's own file. */
import type { TextEdit } from "../config/text-edit.ts";

export type Severity = "error" | "warning" | "info" | "hint";

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one right answer: applied by "fix all" and `check --fix`. */
  readonly preferred: boolean;
}

export interface Diagnostic {
  /** `group/kebab-name`; has a page of that name in docs/rules. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** UTF-16 offsets in the text. */
  readonly offset: number;
  readonly length: number;
  readonly jsonPointer: string;
  /** Frameworks that the finding is about, as "name" or "name@release"; empty when it concerns the file itself. */
  readonly runtimes: readonly string[];
  readonly fixes: readonly Fix[];
}
