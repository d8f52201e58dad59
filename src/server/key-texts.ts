import { t } from "@vscode/l10n";

/** What the schemas say of a key or a type of block, in the editor's language: its texts are collected from the schemas. */
export function translated<T extends { readonly title: string; readonly description: string }>(documentation: T): T {
  return { ...documentation, title: t(documentation.title), description: t(documentation.description) };
}
