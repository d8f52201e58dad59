import { keyItems } from "../completion/key-items.ts";
import { completionPlace } from "../completion/place.ts";
import { valueItems } from "../completion/value-items.ts";
import type { ServerContext } from "../context.ts";
import { type CompletionItem, InsertTextMode, type ServerCapabilities } from "../lsp.ts";
import { rangeOf } from "../positions.ts";

/** Keys and values of a model config, beside what the editor's own JSON support offers: that knows none of them. */
export function completion(context: ServerContext): ServerCapabilities {
  context.connection.onCompletion(async ({ textDocument: { uri }, position }): Promise<CompletionItem[]> => {
    await context.settings.of(uri);
    const open = context.documents.read(uri);
    if (open === null || open.snapshot.model === null) return [];
    const place = completionPlace(open.snapshot, open.document.offsetAt(position));
    if (place === null) return [];
    const range = rangeOf(open.document, place.replace);
    const items =
      place.kind === "key"
        ? keyItems(open.snapshot, place, context.client().snippets)
        : valueItems(open.snapshot, place);
    return items.map(({ insertText = "", ...item }) => ({
      ...item,
      insertTextMode: InsertTextMode.adjustIndentation,
      textEdit: { range, newText: insertText },
    }));
  });
  return { completionProvider: { triggerCharacters: ['"', ":", " "] } };
}
