import { applyEdits } from "../../config/index.ts";
import { type Diagnostic, preferredFix } from "../../rules/index.ts";
import { cancellable } from "../cancellation.ts";
import type { ServerContext } from "../context.ts";
import type { OpenConfig } from "../document-store.ts";
import { type CodeAction, CodeActionKind, type ServerCapabilities } from "../lsp.ts";
import { overlaps, rangeOf } from "../positions.ts";
import { diagnosticOf } from "./diagnostics.ts";
import { dialectActions, touchesRope } from "./dialect-actions.ts";
import { editOf } from "./edit-of.ts";
import { FIX_ALL, fixAllAction } from "./fix-all-action.ts";
import { settingsActions } from "./settings-actions.ts";
import { strategyActions, UNSCALED_EXTENSION } from "./strategy-actions.ts";

/** Quick fixes of the findings under the cursor, "fix all", and the other spelling of the RoPE keys under it. */
export function codeActions(context: ServerContext): ServerCapabilities {
  context.connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }, token) =>
    cancellable(token, async (signal) => {
      const found = await context.findings.of(uri);
      if (found === null) return [];
      const { open, findings } = found;
      const actions: CodeAction[] = [];
      const fixable = findings.some((finding) => preferredFix(finding) !== undefined);
      const fixAll = fixable ? await fixAllAction(context, uri) : null;
      if (wants(only, CodeActionKind.QuickFix)) {
        const here = findings.filter((finding) => overlaps(range, rangeOf(open.document, finding)));
        for (const finding of here) actions.push(...(await actionsOn(context, open, finding, signal)));
        if (fixAll !== null && here.some((finding) => mendsLess(open, finding, fixAll.text))) {
          actions.push({ ...fixAll.action, kind: CodeActionKind.QuickFix });
        }
        for (const finding of here) {
          const diagnostics = [diagnosticOf(context, open, finding)];
          actions.push(...(await settingsActions(context, uri, finding)).map((action) => ({ ...action, diagnostics })));
        }
      }
      if (fixAll !== null && wants(only, FIX_ALL)) actions.push(fixAll.action);
      const rewrites = wants(only, CodeActionKind.RefactorRewrite);
      if (rewrites && (only !== undefined || touchesRope(open, range))) actions.push(...dialectActions(open));
      return actions;
    }),
  );
  return {
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL] },
  };
}

/** What mends one finding: strategies where the window is not scaled, and the fixes of its rule. */
async function actionsOn(
  context: ServerContext,
  open: OpenConfig,
  finding: Diagnostic,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const diagnostics = [diagnosticOf(context, open, finding)];
  const strategies = finding.code === UNSCALED_EXTENSION ? await strategyActions(context, open, signal) : [];
  const fixes = finding.fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    isPreferred: fix.preferred,
    edit: editOf(open, [fix]),
  }));
  return [...strategies, ...fixes].map((action) => ({ ...action, diagnostics }));
}

/** Whether the finding's own fix leaves something that "fix all" mends too; where both do the same, one of them is enough. */
function mendsLess({ snapshot: { text } }: OpenConfig, finding: Diagnostic, allFixed: string): boolean {
  const fix = preferredFix(finding);
  return fix !== undefined && applyEdits(text, fix.edits) !== allFixed;
}

/** A kind asks for itself and everything below it. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}
