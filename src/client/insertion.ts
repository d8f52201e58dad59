import { l10n, Uri, WorkspaceEdit, window, workspace } from "vscode";
import {
  INSERTION_REQUEST,
  type InsertionAnswer,
  type InsertionParams,
  REMOVE_SCALING_REQUEST,
  type RemoveScalingParams,
} from "../protocol/index.ts";
import type { Session } from "./session.ts";

interface Outcome {
  readonly ok: boolean;
  /** A sentence for the user; a failure has been shown to them already. */
  readonly message: string;
}

/** Writes a strategy into a file as one undo step. A file that changed since the user looked at it is left alone. */
export function insertStrategy(session: Session, params: InsertionParams): Promise<Outcome> {
  return applyAnswer(session, INSERTION_REQUEST, params, l10n.t("Inserted {0}.", params.strategy));
}

/** Takes the scaling out again, as one undo step: the file describes the model as it was pretrained. */
export function removeScaling(session: Session, params: RemoveScalingParams): Promise<Outcome> {
  return applyAnswer(session, REMOVE_SCALING_REQUEST, params, l10n.t("Removed the scaling."));
}

async function applyAnswer(
  session: Session,
  method: string,
  params: { readonly uri: string },
  done: string,
): Promise<Outcome> {
  const client = await session.client();
  if (client === null) return refuse(l10n.t("The language server is not running."));
  const answer = await client.sendRequest<InsertionAnswer>(method, params);
  if (!answer.ok) return refuse(answer.message);
  const uri = Uri.parse(params.uri);
  const document = await workspace.openTextDocument(uri);
  if (document.version !== answer.documentVersion) {
    return refuse(l10n.t("The file changed in the meantime; nothing was inserted."));
  }
  const edit = new WorkspaceEdit();
  for (const { range, newText } of answer.edits) {
    edit.replace(uri, client.protocol2CodeConverter.asRange(range), newText);
  }
  if (!(await workspace.applyEdit(edit))) return refuse(l10n.t("The editor refused the change; nothing was inserted."));
  window.setStatusBarMessage(`RoPE Lens: ${done}`, 5000);
  if (answer.notes.length > 0) window.showInformationMessage(`${done} ${answer.notes.join(" ")}`);
  return { ok: true, message: done };
}

function refuse(message: string): Outcome {
  window.showWarningMessage(`RoPE Lens: ${message}`);
  return { ok: false, message };
}
