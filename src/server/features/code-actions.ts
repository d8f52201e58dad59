import * as l10n from "@vscode/l10n";
import { type CodeAction, CodeActionKind, type ServerCapabilities } from "vscode-languageserver";
import { convertDialect, type Fix } from "../../rules/index.ts";
import { cancellable } from "../cancellation.ts";
import type { ServerContext } from "../context.ts";
import type { OpenConfig } from "../document-store.ts";
import { overlaps, rangeOf } from "../positions.ts";
import { diagnosticOf } from "./diagnostics.ts";
import { editOf } from "./edit-of.ts";
import { strategyActions, UNSCALED_EXTENSION } from "./strategy-actions.ts";

const FIX_ALL = `${CodeActionKind.SourceFixAll}.ropeLens`;

/** Quick fixes of the findings under the cursor, and "fix all" with those that are the one right answer. */
export function codeActions(context: ServerContext): ServerCapabilities {
  context.connection.onCodeAction(({ textDocument, range, context: { only } }, token) =>
    cancellable(token, async (signal) => {
      const found = await context.findings.of(textDocument.uri);
      if (found === null) return [];
      const { open, findings } = found;
      const actions: CodeAction[] = [];
      if (wants(only, CodeActionKind.QuickFix)) {
        for (const finding of findings) {
          if (!overlaps(range, rangeOf(open.document, finding))) continue;
          const diagnostics = [diagnosticOf(context, open, finding)];
          if (finding.code === UNSCALED_EXTENSION) {
            const strategies = await strategyActions(context, open, signal);
            actions.push(...strategies.map((action) => ({ ...action, diagnostics })));
          }
          for (const fix of finding.fixes) {
            const { title, preferred } = fix;
            const edit = editOf(open, [fix]);
            actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: preferred, edit });
          }
        }
      }
      if (wants(only, FIX_ALL)) {
        const fixes = findings.flatMap((finding) => finding.fixes.find(({ preferred }) => preferred) ?? []);
        const separate = withoutOverlaps(fixes);
        if (separate.length > 0) {
          actions.push({
            title: l10n.t("Fix all that has one right answer"),
            kind: FIX_ALL,
            edit: editOf(open, separate),
          });
        }
      }
      if (only !== undefined && wants(only, CodeActionKind.RefactorRewrite)) {
        actions.push(...dialectActions(open));
      }
      return actions;
    }),
  );
  return {
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL] },
  };
}

/** The same RoPE in the other spelling of transformers. Offered when refactorings are asked for, not at every light bulb. */
function dialectActions(open: OpenConfig): CodeAction[] {
  return (["v4", "v5"] as const).flatMap((dialect) => {
    const fix = convertDialect(open.snapshot, dialect);
    return fix === null ? [] : [{ title: fix.title, kind: CodeActionKind.RefactorRewrite, edit: editOf(open, [fix]) }];
  });
}

/** A kind asks for itself and everything below it. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

/** The fixes in the order of the text, without those that touch what an earlier one changes. */
function withoutOverlaps(fixes: readonly Fix[]): Fix[] {
  const start = (fix: Fix) => Math.min(...fix.edits.map(({ offset }) => offset));
  const end = (fix: Fix) => Math.max(...fix.edits.map(({ offset, length }) => offset + length));
  const kept: Fix[] = [];
  for (const fix of [...fixes].sort((a, b) => start(a) - start(b))) {
    const last = kept.at(-1);
    if (last === undefined || end(last) < start(fix)) kept.push(fix);
  }
  return kept;
}
