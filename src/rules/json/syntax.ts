/**
 * The file is not JSON as Python reads it.
 * Source: transformers 4.43.4 to 5.24.0 raise OSError "It looks like the config file at '...' is not a valid JSON file." for a trailing
 * comma, a comment, single quotes and a missing brace (measured).
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, SyntaxProblem } from "../../config/model.ts";
import type { TextEdit } from "../../config/text-edit.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule } from "../rule.ts";
import { named } from "../support/wording.ts";

export const syntax: Rule = {
  code: "json/syntax",
  title: "The file is not JSON as Python reads it",
  severity: "error",
  stage: "text",
  saidByEditors: true,
  check: (snapshot) => {
    const problems = snapshot.syntaxProblems.filter(
      (problem) => problem.fatal && !isByteOrderMark(snapshot.text, problem),
    );
    // What follows on the first break is a guess of the parser's.
    const first = problems.findIndex(({ breaksTree }) => breaksTree);
    return (first < 0 ? problems : problems.slice(0, first + 1)).map((problem) => describe(snapshot, problem));
  },
};

export function isByteOrderMark(text: string, problem: SyntaxProblem): boolean {
  return problem.offset === 0 && text.startsWith("\uFEFF");
}

function describe(snapshot: ConfigSnapshot, problem: SyntaxProblem): Finding {
  const { offset, length, message } = problem;
  return {
    pointer: "",
    at: { offset, length },
    message: l10n.t(
      '{0}: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
      capital(named(message)),
    ),
    fixes: [fixOf(snapshot.text, problem)].filter((fix) => fix !== null),
  };
}

/** Trailing commas and comments can go without a change of meaning; what a missing character should be is the author's to say. */
function fixOf(text: string, { offset, length }: SyntaxProblem): Fix | null {
  const marked = text.slice(offset, offset + length);
  if (marked === ",")
    return { title: l10n.t("Remove the comma"), edits: [{ offset, length, newText: "" }], preferred: true };
  if (!text.startsWith("//", offset) && !text.startsWith("/*", offset)) return null;
  const line = text.startsWith("//", offset);
  const close = line ? text.slice(offset).search(/\r?\n|$/) + offset : text.indexOf("*/", offset + 2) + 2;
  if (close < offset + 2) return null;
  return { title: l10n.t("Remove the comment"), edits: [withoutItsSpace(text, offset, close)], preferred: true };
}

/** With the blanks before it, and with its line where nothing else stands on it. */
function withoutItsSpace(text: string, offset: number, close: number): TextEdit {
  const before = /[ \t]*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
  const start = offset - before;
  const lineStart = start === 0 || text.charAt(start - 1) === "\n";
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(close))?.[0];
  if (lineStart && rest !== undefined) return { offset: start, length: close + rest.length - start, newText: "" };
  // Between two values something must part them.
  const keep = rest === undefined && before > 0 ? offset : start;
  return { offset: keep, length: close - keep, newText: "" };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
