import * as l10n from "@vscode/l10n";
import { lineEdits } from "../../edits/index.ts";
import type { ServerContext } from "../context.ts";
import { type CodeAction, CodeActionKind } from "../lsp.ts";
import { editOf } from "./edit-of.ts";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.ropeLens`;

export interface FixAll {
  readonly action: CodeAction;
  /** What the action makes of the text. */
  readonly text: string;
}

/** Every fix that is the one right answer, in one edit, as `rope-lens check --fix` writes it; null when there is none. */
export async function fixAllAction({ findings }: ServerContext, uri: string): Promise<FixAll | null> {
  const fixed = await findings.fixed(uri);
  if (fixed === null) return null;
  const { open, text } = fixed;
  const edits = lineEdits(open.snapshot.text, text);
  if (edits.length === 0) return null;
  const title = l10n.t("Fix all RoPE Lens problems that have one right answer");
  return { action: { title, kind: FIX_ALL, edit: editOf(open, [{ edits }]) }, text };
}
