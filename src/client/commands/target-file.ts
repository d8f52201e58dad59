import { l10n, Uri, window } from "vscode";
import type { ActiveConfig } from "../active-config.ts";

/**
 * The file that a command is about: the one it was called with (a lens, a menu), else the active config.
 * Tells the user when there is none.
 */
export function targetFile(argument: unknown, active: ActiveConfig): Uri | null {
  if (argument instanceof Uri) return argument;
  if (typeof argument === "string") return Uri.parse(argument);
  if (active.document !== null) return active.document.uri;
  window.showInformationMessage(l10n.t("RoPE Lens: open a model config (config.json) first."));
  return null;
}
