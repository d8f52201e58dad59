/** Sentences one after the other: not every language has a blank between them. */
import * as l10n from "@vscode/l10n";

/** Either may be empty. */
export function joined(first: string, second: string): string {
  return first === "" || second === "" ? `${first}${second}` : l10n.t("{0} {1}", first, second);
}
