/** A language in which every text is the English one in brackets: what has none did not go through l10n. */
import { readFileSync } from "node:fs";

const ENGLISH: Record<string, string> = JSON.parse(
  readFileSync(new URL("../../l10n/bundle.l10n.json", import.meta.url), "utf8"),
);

export const PSEUDO_TEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(ENGLISH).map((text) => [text, `⟦${text}⟧`]),
);

/** What stands outside of all brackets. */
function outside(text: string): string {
  let rest = text;
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, "");
  }
  return rest;
}

/** The texts with a word in them that is neither in brackets nor one of the names, which no language translates. */
export function untranslated(texts: readonly string[], names: readonly string[]): string[] {
  const known = [...names].sort((a, b) => b.length - a.length);
  return texts.filter((text) => {
    const rest = known.reduce((left, name) => left.replaceAll(name, ""), outside(text));
    return /\p{L}{2,}/u.test(rest);
  });
}
