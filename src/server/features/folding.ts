import type { Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ServerContext } from "../context.ts";
import { type FoldingRange, FoldingRangeKind, type ServerCapabilities } from "../lsp.ts";

/** Shorter lists are read at a glance. */
const FEWEST_VALUES = 8;

/** Lists of numbers that stand on several lines, one value a line: "Fold All Regions" puts all of them out of the way. */
export function folding({ connection, documents }: ServerContext): ServerCapabilities {
  connection.onFoldingRanges(({ textDocument: { uri } }): FoldingRange[] => {
    const open = documents.read(uri);
    if (open === null || open.snapshot.model === null || open.snapshot.root === undefined) return [];
    return [...numberLists(open.snapshot.root)].flatMap((list) => rangeOfList(open.document, list));
  });
  return { foldingRangeProvider: true };
}

function* numberLists(node: Node): Generator<Node> {
  const children = node.children ?? [];
  if (node.type === "array" && children.length >= FEWEST_VALUES && children.every(({ type }) => type === "number")) {
    yield node;
  } else for (const child of children) yield* numberLists(child);
}

/** The line of the closing bracket stays, as with the editor's own folding of JSON. */
function rangeOfList(document: TextDocument, { offset, length, children }: Node): FoldingRange[] {
  const startLine = document.positionAt(offset).line;
  const endLine = document.positionAt(offset + length).line - 1;
  if (endLine <= startLine) return [];
  return [{ startLine, endLine, kind: FoldingRangeKind.Region, collapsedText: `[… ${children?.length ?? 0}]` }];
}
