import { l10n, type Uri, workspace } from "vscode";
import { headVersion } from "./git-head.ts";

/** The committed version of the same file. */
export const HEAD = "HEAD";

/** What a config is compared with. */
export type Other = Uri | typeof HEAD;

export type OtherText =
  | { readonly ok: true; readonly name: string; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** Reads it as it is now: an open editor's text before the file's. */
export async function readOther(file: Uri, other: Other): Promise<OtherText> {
  if (other === HEAD) {
    const head = await headVersion(file);
    if (head !== null) return { ok: true, name: HEAD, text: head.text };
    return { ok: false, message: l10n.t("Git has no committed version of this file.") };
  }
  const name = workspace.asRelativePath(other);
  try {
    return { ok: true, name, text: (await workspace.openTextDocument(other)).getText() };
  } catch {
    return { ok: false, message: l10n.t("{0} cannot be read: it was deleted or moved.", name) };
  }
}
