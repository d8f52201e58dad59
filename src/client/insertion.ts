import { l10n, Uri, WorkspaceEdit, window, workspace } from "vscode";
import { INSERTION_REQUEST, type InsertionAnswer, type InsertionParams } from "../protocol/index.ts";
import type { Session } from "./session.ts";

/**
 * Writes a strategy into a file as one undo step. A file that changed since the user looked at it is left alone.
 * @returns whether it was written, and a sentence for the user; a failure has been shown to them already.
 */
export async function insertStrategy(
  session: Session,
  params: InsertionParams,
): Promise<{ readonly ok: boolean; readonly message: string }> {
  const client = await session.client();
  if (client === null) return refuse(l10n.t("The language server is not running."));
  const answer = await client.sendRequest<InsertionAnswer>(INSERTION_REQUEST, params);
  if (!answer.ok) return refuse(answer.message);
  const uri = Uri.parse(params.uri);
  const document = await workspace.openTextDocument(uri);
  if (document.version !== answer.documentVersion) {
    return refuse(l10n.t("The file changed in the meantime; nothing was inserted."));
  }
  const edit = new WorkspaceEdit();
  for (const change of answer.edits)
    edit.replace(uri, client.protocol2CodeConverter.asRange(change.range), change.newText);
  if (!(await workspace.applyEdit(edit))) return refuse(l10n.t("The editor refused the change; nothing was inserted."));
  const message = l10n.t("Inserted {0}.", params.strategy);
  window.setStatusBarMessage(`RoPE Lens: ${message}`, 5000);
  if (answer.notes.length > 0) window.showInformationMessage(`${message} ${answer.notes.join(" ")}`);
  return { ok: true, message };
}

function refuse(message: string): { readonly ok: false; readonly message: string } {
  window.showWarningMessage(`RoPE Lens: ${message}`);
  return { ok: false, message };
}
