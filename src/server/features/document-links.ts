import * as l10n from "@vscode/l10n";
import { type ConfigSnapshot, childPointer, nodeAt } from "../../config/index.ts";
import type { ServerContext } from "../context.ts";
import type { DocumentLink, ServerCapabilities } from "../lsp.ts";
import { rangeOf } from "../positions.ts";

/**
 * A config whose shape is that of a known checkpoint leads to the checkpoint's documentation: an address that is kept with the
 * checkpoint's data, never one made of what the file says. Nothing is fetched; the link is the user's to follow.
 */
export function documentLinks({ connection, documents }: ServerContext): ServerCapabilities {
  connection.onDocumentLinks(({ textDocument: { uri } }): DocumentLink[] => {
    const open = documents.read(uri);
    const checkpoint = open?.snapshot.model?.checkpoint ?? null;
    const name = open === null ? undefined : nameNode(open.snapshot);
    if (open === null || checkpoint === null || name === undefined) return [];
    // The quotes are no part of the link.
    const range = rangeOf(open.document, { offset: name.offset + 1, length: name.length - 2 });
    const target = `https://huggingface.co/${checkpoint.repository}`;
    return [{ range, target, tooltip: l10n.t("Model card of {0}", checkpoint.name) }];
  });
  return { documentLinkProvider: { resolveProvider: false } };
}

/** The text that names the model: its path or repository, else its type. */
function nameNode(snapshot: ConfigSnapshot) {
  const keys = ["/_name_or_path", "/model_type", childPointer(snapshot.model?.path ?? "", "model_type")];
  return keys
    .map((key) => nodeAt(snapshot, key))
    .find((node) => node?.type === "string" && typeof node.value === "string" && node.value !== "");
}
