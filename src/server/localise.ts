import * as l10n from "@vscode/l10n";
import { isRecord } from "../config/is-record.ts";

/**
 * Takes the texts of the editor's language, which the editor has read from the extension's bundle, out of the
 * initialization options: English text -> translation. Without them every text is the English one.
 */
export function localise(initializationOptions: unknown): void {
  const given = isRecord(initializationOptions) ? initializationOptions.texts : null;
  const texts = isRecord(given) ? Object.entries(given) : [];
  l10n.config({ contents: Object.fromEntries(texts.filter(isText)) });
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}
