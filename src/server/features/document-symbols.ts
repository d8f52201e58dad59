import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ServerContext } from "../context.ts";
import { type DocumentSymbol, type ServerCapabilities, SymbolKind } from "../lsp.ts";
import { type OutlineItem, type OutlineKind, outlineOf } from "../outline/outline.ts";
import { rangeOf } from "../positions.ts";

const KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  group: SymbolKind.Namespace,
  object: SymbolKind.Object,
  array: SymbolKind.Array,
  string: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
  null: SymbolKind.Null,
};

/** The outline of a model config by meaning, beside that of the editor's own JSON support, which follows the text. */
export function documentSymbols({ connection, documents, client }: ServerContext): ServerCapabilities {
  connection.onDocumentSymbol(({ textDocument: { uri } }): DocumentSymbol[] | null => {
    const open = documents.read(uri);
    if (open === null || !client().nestedSymbols) return null;
    return outlineOf(open.snapshot).map((item) => symbolOf(open.document, item));
  });
  return { documentSymbolProvider: { label: "RoPE Lens" } };
}

function symbolOf(document: TextDocument, item: OutlineItem): DocumentSymbol {
  return {
    name: item.name,
    detail: item.detail,
    kind: KINDS[item.kind],
    range: rangeOf(document, item.span),
    selectionRange: rangeOf(document, item.keySpan),
    children: item.children.map((child) => symbolOf(document, child)),
  };
}
