import { l10n, window } from "vscode";

/**
 * Asks whether the tokenizer beside the config is to take the longer window too.
 * @param limit where it cuts inputs now, tokens
 * @returns null when the user thought better of the whole
 */
export async function askTokenizer(limit: number, targetLength: number): Promise<boolean | null> {
  const items = [
    {
      label: l10n.t("Set its model_max_length to {0} too", targetLength),
      description: l10n.t("one undo step for both files"),
      withTokenizer: true,
    },
    { label: l10n.t("Leave tokenizer_config.json as it is"), withTokenizer: false },
  ];
  const title = l10n.t("tokenizer_config.json cuts inputs at {0} tokens", limit);
  return (await window.showQuickPick(items, { title }))?.withTokenizer ?? null;
}
