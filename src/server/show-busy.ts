import * as l10n from "@vscode/l10n";
import type { Connection } from "./lsp.ts";

/** Shows in the editor that strategies are being compared, until the returned function is called. */
export function showBusy(connection: Connection): () => void {
  const progress = connection.window.createWorkDoneProgress();
  progress.then((shown) => shown.begin(l10n.t("RoPE Lens: comparing strategies")));
  return () => {
    progress.then((shown) => shown.done());
  };
}
