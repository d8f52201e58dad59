import { commands, l10n, type TextDocument, type Uri, window, workspace } from "vscode";
import { isUtf8 } from "./is-utf8.ts";

/** Above this the server reads no config either. */
const LARGEST_BYTES = 5 * 1024 * 1024;

/** Says, once a file, that its bytes on disk are not UTF-8. */
export class EncodingCheck {
  private readonly told = new Set<string>();

  async check(document: TextDocument): Promise<void> {
    const { uri } = document;
    if (document.isUntitled || this.told.has(uri.toString())) return;
    let bytes: Uint8Array;
    try {
      if ((await workspace.fs.stat(uri)).size > LARGEST_BYTES) return;
      bytes = await workspace.fs.readFile(uri);
    } catch {
      // Deleted meanwhile, or a file system that cannot be read: there is nothing to say about its bytes.
      return;
    }
    if (isUtf8(bytes)) return;
    this.told.add(uri.toString());
    await tell(uri);
  }

  /** A file that was saved anew may be told about again. */
  forget(uri: Uri): void {
    this.told.delete(uri.toString());
  }
}

async function tell(uri: Uri): Promise<void> {
  const choose = l10n.t("Choose Encoding");
  const name = workspace.asRelativePath(uri);
  const message = l10n.t("{0} is not UTF-8. Frameworks read config files as UTF-8 and will fail on it.", name);
  if ((await window.showWarningMessage(message, choose)) !== choose) return;
  await window.showTextDocument(uri);
  await commands.executeCommand("workbench.action.editor.changeEncoding");
}
