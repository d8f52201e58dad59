import { l10n, type Uri, window } from "vscode";
import type { FileChoicesStore } from "../file-choices.ts";

/** Asks how the model of a file will be used: it decides which strategies are in the running. */
export async function chooseUseCommand(choices: FileChoicesStore, file: Uri): Promise<void> {
  const items = [
    {
      label: l10n.t("As it is"),
      description: l10n.t("served without further training"),
      detail: l10n.t("Only strategies that leave neighbouring tokens in place are in the running."),
      use: "as-is" as const,
    },
    {
      label: l10n.t("To be fine-tuned"),
      description: l10n.t("trained further after the extension"),
      detail: l10n.t("Every strategy is in the running."),
      use: "fine-tuned" as const,
    },
    {
      label: l10n.t("As the settings say"),
      description: l10n.t("forget the choice"),
      detail: "ropeLens.use",
      use: null,
    },
  ];
  const picked = await window.showQuickPick(items, { title: l10n.t("How will this model be used?") });
  if (picked !== undefined) await choices.set(file, { use: picked.use });
}
