/** The page's language. */
import * as l10n from "@vscode/l10n";
import { TEXTS_META } from "../src/protocol/index.ts";

/** Takes the translations that the host has put into the document; without them every text is the English one. */
export function localise(): void {
  const texts = document.querySelector<HTMLMetaElement>(`meta[name="${TEXTS_META}"]`)?.content;
  if (texts !== undefined) l10n.config({ contents: texts });
}
