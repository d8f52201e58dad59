import { l10n, Uri, WorkspaceEdit, window, workspace } from "vscode";
import { PROJECT_EDIT_REQUEST, type ProjectChange, type ProjectEdit } from "../../protocol/index.ts";
import type { Session } from "../session.ts";

/**
 * Makes a change hold for a file in the `rope-lens.config.json` that applies to it, and saves that: it goes before the settings.
 * @returns false where none applies: the settings are the place for it
 */
export async function editProject(session: Session, file: Uri, change: ProjectChange): Promise<boolean> {
  const client = await session.client();
  const answer = await client?.sendRequest<ProjectEdit | null>(PROJECT_EDIT_REQUEST, { uri: file.toString(), change });
  if (client === null || answer === null || answer === undefined) return false;
  const project = Uri.parse(answer.uri);
  const document = await workspace.openTextDocument(project);
  if (document.isDirty) {
    window.showWarningMessage(l10n.t("RoPE Lens: {0} has unsaved changes; save it first.", name(project)));
    return true;
  }
  const edit = new WorkspaceEdit();
  for (const { range, newText } of answer.edits) {
    edit.replace(project, client.protocol2CodeConverter.asRange(range), newText);
  }
  if ((await workspace.applyEdit(edit)) && (await document.save())) {
    window.setStatusBarMessage(l10n.t("RoPE Lens: changed {0}.", name(project)), 5000);
  } else {
    window.showWarningMessage(l10n.t("RoPE Lens: {0} could not be changed.", name(project)));
  }
  return true;
}

function name(uri: Uri): string {
  return workspace.asRelativePath(uri);
}
