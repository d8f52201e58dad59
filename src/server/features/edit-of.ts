import type { TextEdit } from "../../config/text-edit.ts";
import type { OpenConfig } from "../document-store.ts";
import type { WorkspaceEdit } from "../lsp.ts";
import { editsOf } from "../positions.ts";

/** Edits for exactly this version: an editor whose text has moved on refuses them. */
export function editOf(
  { document }: OpenConfig,
  changes: readonly { readonly edits: readonly TextEdit[] }[],
): WorkspaceEdit {
  const { uri, version } = document;
  return {
    documentChanges: [
      { textDocument: { uri, version }, edits: changes.flatMap(({ edits }) => editsOf(document, edits)) },
    ],
  };
}
