import * as l10n from "@vscode/l10n";
import { adviseInSlices, decimalsFor, disturbanceText, insertionFor, type RopeAdvice } from "../../advice/index.ts";
import type { ServerContext } from "../context.ts";
import type { OpenConfig } from "../document-store.ts";
import { type CodeAction, CodeActionKind } from "../lsp.ts";
import { editOf } from "./edit-of.ts";

/** The finding that a strategy mends. */
export const UNSCALED_EXTENSION = "length/unscaled-extension";

/** One action for each strategy in the running that can be written, the recommended one first. */
export async function strategyActions(
  context: ServerContext,
  open: OpenConfig,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const settings = await context.settings.of(open.document.uri);
  const advised = await adviseInSlices(open.snapshot, settings, { signal });
  const advice = advised.find(({ analysis }) => analysis.recommended !== null);
  return advice === undefined ? [] : actionsOf(open, advice, settings.runtimes);
}

function actionsOf(open: OpenConfig, advice: RopeAdvice, runtimes: readonly string[]): CodeAction[] {
  const { strategies, recommended } = advice.analysis;
  const decimals = decimalsFor(strategies.map(({ meanDisturbance }) => meanDisturbance));
  return strategies.flatMap(({ id, title, inRunning, meanDisturbance }) => {
    // "none" is the file as it is.
    if (!inRunning || id === "none") return [];
    const made = insertionFor(open.snapshot, advice, id, { runtimes });
    if (!made.ok || made.edits.length === 0) return [];
    const isRecommended = id === recommended;
    const value = disturbanceText(meanDisturbance, decimals);
    return [
      {
        title: isRecommended
          ? l10n.t("Insert {0} (disturbs least: {1})", title, value)
          : l10n.t("Insert {0} ({1})", title, value),
        kind: CodeActionKind.QuickFix,
        isPreferred: isRecommended,
        edit: editOf(open, [made]),
      },
    ];
  });
}
