import * as l10n from "@vscode/l10n";
import type { DocumentLink, ServerCapabilities } from "vscode-languageserver";
import { childPointer, nodeAt } from "../../config/index.ts";
import type { ServerContext } from "../context.ts";
import { rangeOf } from "../positions.ts";

/** "organisation/name", as the Hugging Face Hub names repositories. */
const REPOSITORY = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;

/** The name of the checkpoint that a config came with leads to its model card. Nothing is fetched; the link is the user's to follow. */
export function documentLinks({ connection, documents }: ServerContext): ServerCapabilities {
  connection.onDocumentLinks(({ textDocument: { uri } }): DocumentLink[] => {
    const open = documents.read(uri);
    if (open === null || open.snapshot.model === null) return [];
    const node = nodeAt(open.snapshot, childPointer("", "_name_or_path"));
    const name: unknown = node?.value;
    if (node === undefined || typeof name !== "string" || !REPOSITORY.test(name)) return [];
    // The quotes are no part of the link.
    const inside = { offset: node.offset + 1, length: node.length - 2 };
    const target = `https://huggingface.co/${name}`;
    return [{ range: rangeOf(open.document, inside), target, tooltip: l10n.t("Model card of {0}", name) }];
  });
  return { documentLinkProvider: { resolveProvider: false } };
}
