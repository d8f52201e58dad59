import { l10n, type TextDocument, Uri, WorkspaceEdit, window, workspace } from "vscode";
import {
  INSERTION_REQUEST,
  type InsertionAnswer,
  type InsertionParams,
  type ProtocolEdit,
  REMOVE_SCALING_REQUEST,
  type RemoveScalingParams,
} from "../protocol/index.ts";
import type { Session } from "./session.ts";

interface Outcome {
  readonly ok: boolean;
  /** A sentence for the user; a failure has been shown to them already. */
  readonly message: string;
}

/**
 * Writes a strategy into a file as one undo step. A file that changed since the user looked at it is left alone.
 * @param withTokenizer the tokenizer_config.json beside it follows, in the same step
 */
export async function insertStrategy(
  session: Session,
  params: InsertionParams,
  { withTokenizer = false }: { readonly withTokenizer?: boolean } = {},
): Promise<Outcome> {
  const tokenizer = withTokenizer ? await openTokenizer(Uri.parse(params.uri)) : null;
  const asked = tokenizer === null ? params : { ...params, tokenizer: tokenizer.getText() };
  return applyAnswer(session, INSERTION_REQUEST, asked, l10n.t("Inserted {0}.", params.strategy), tokenizer);
}

/** Takes the scaling out again, as one undo step: the file describes the model as it was pretrained. */
export function removeScaling(session: Session, params: RemoveScalingParams): Promise<Outcome> {
  return applyAnswer(session, REMOVE_SCALING_REQUEST, params, l10n.t("Removed the scaling."), null);
}

/** null: there is none, or it cannot be read. */
async function openTokenizer(file: Uri): Promise<TextDocument | null> {
  try {
    return await workspace.openTextDocument(Uri.joinPath(file, "..", "tokenizer_config.json"));
  } catch {
    return null;
  }
}

async function applyAnswer(
  session: Session,
  method: string,
  params: { readonly uri: string },
  done: string,
  tokenizer: TextDocument | null,
): Promise<Outcome> {
  // Before anything is waited for: the text that is sent is of this version.
  const tokenizerVersion = tokenizer?.version;
  const client = await session.client();
  if (client === null) return refuse(l10n.t("The language server is not running."));
  const answer = await client.sendRequest<InsertionAnswer>(method, params);
  if (!answer.ok) return refuse(answer.message);
  const uri = Uri.parse(params.uri);
  const document = await workspace.openTextDocument(uri);
  if (document.version !== answer.documentVersion || tokenizer?.version !== tokenizerVersion) {
    return refuse(l10n.t("The file changed in the meantime; nothing was inserted."));
  }
  const edit = new WorkspaceEdit();
  const add = (file: Uri, edits: readonly ProtocolEdit[]) => {
    for (const { range, newText } of edits) {
      edit.replace(file, client.protocol2CodeConverter.asRange(range), newText);
    }
  };
  add(uri, answer.edits);
  if (tokenizer !== null) add(tokenizer.uri, answer.tokenizerEdits ?? []);
  if (!(await workspace.applyEdit(edit))) return refuse(l10n.t("The editor refused the change; nothing was inserted."));
  window.setStatusBarMessage(`RoPE Lens: ${done}`, 5000);
  if (answer.notes.length > 0) window.showInformationMessage(`${done} ${answer.notes.join(" ")}`);
  return { ok: true, message: done };
}

function refuse(message: string): Outcome {
  window.showWarningMessage(`RoPE Lens: ${message}`);
  return { ok: false, message };
}
