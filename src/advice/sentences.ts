/** How words are put together, which differs from language to language. */
import * as l10n from "@vscode/l10n";

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[], last: "and" | "or" = "and"): string {
  const end = items.at(-1);
  if (items.length <= 1 || end === undefined) return items.join("");
  const start = items.slice(0, -1).join(l10n.t(", "));
  return last === "and" ? l10n.t("{0} and {1}", start, end) : l10n.t("{0} or {1}", start, end);
}

/** Two sentences, either of which may be empty: not every language has a blank between them. */
export function joined(first: string, second: string): string {
  return first === "" || second === "" ? `${first}${second}` : l10n.t("{0} {1}", first, second);
}
