import * as l10n from "@vscode/l10n";
import { type ConfigSnapshot, nodeAt, type RopeEntry } from "../../config/index.ts";
import { valueToText } from "../../edits/index.ts";
import { BLOCK_TYPES, blockKeysOf, isBlockType, keyDocumentation, knownKeys } from "../../rules/index.ts";
import { translated } from "../key-texts.ts";
import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from "../lsp.ts";
import { blockValue } from "./block-values.ts";
import { entryOf } from "./entry-of.ts";
import { type CompletionPlace, hasValue } from "./place.ts";

/** The keys that can stand at a place, with their documentation and, where this file decides it, their value. */
export function keyItems(
  snapshot: ConfigSnapshot,
  place: CompletionPlace,
  snippets: boolean,
): Omit<CompletionItem, "textEdit">[] {
  const { model } = snapshot;
  if (model === null) return [];
  const present = presentKeys(snapshot, place);
  if (place.holder === model.path) {
    const keys = knownKeys().config.filter((key) => !present.has(key));
    return keys.map((key) => keyItem(snapshot, place, key, { entry: undefined, required: false, snippets }));
  }
  if (!isInBlock(snapshot, place.holder)) return [];
  const entry = entryOf(snapshot, `${place.holder}/`);
  const { keys, required } = keysOfBlock(snapshot, place.holder);
  return keys
    .filter((key) => !present.has(key))
    .map((key) => keyItem(snapshot, place, key, { entry, required: required.includes(key), snippets }));
}

/** A RoPE block, or one for a layer type within it. */
export function isInBlock({ model }: ConfigSnapshot, holder: string): boolean {
  const block = /\/(?:rope_scaling|rope_parameters)(?:\/[^/]+)?$/;
  return model !== null && holder.startsWith(model.path) && block.test(holder.slice(model.path.length));
}

function keysOfBlock(snapshot: ConfigSnapshot, holder: string) {
  const type = typeOfBlock(snapshot, holder);
  if (type !== null) return blockKeysOf(type);
  return { keys: ["rope_type", ...knownKeys().block.filter((key) => key !== "rope_type")], required: ["rope_type"] };
}

function typeOfBlock(snapshot: ConfigSnapshot, holder: string) {
  for (const key of ["rope_type", "type"]) {
    const value: unknown = nodeAt(snapshot, `${holder}/${key}`)?.value;
    if (typeof value === "string" && isBlockType(value)) return BLOCK_TYPES.find((type) => type === value) ?? null;
  }
  return null;
}

function presentKeys(snapshot: ConfigSnapshot, { holder, replace }: CompletionPlace): Set<string> {
  const members = nodeAt(snapshot, holder)?.children ?? [];
  // The key under the cursor is being replaced: it may be offered again.
  const others = members.filter((member) => member.children?.[0]?.offset !== replace.offset);
  return new Set(others.map((member) => String(member.children?.[0]?.value)));
}

interface ItemFacts {
  readonly entry: RopeEntry | undefined;
  readonly required: boolean;
  readonly snippets: boolean;
}

function keyItem(
  snapshot: ConfigSnapshot,
  place: CompletionPlace,
  key: string,
  { entry, required, snippets }: ItemFacts,
): Omit<CompletionItem, "textEdit"> {
  const known = keyDocumentation(`${place.holder}/${key}`);
  const documentation = known === null ? null : translated(known);
  const value = entry === undefined ? undefined : blockValue(key, entry);
  const types = documentation?.types ?? [];
  const text =
    value === undefined ? placeholderOf(types, snippets) : valueToText(value, key, { indent: null, eol: "\n" });
  const comma = place.comma ? "," : "";
  const quoted = JSON.stringify(key);
  return {
    label: key,
    kind: CompletionItemKind.Property,
    detail: required ? l10n.t("{0} (required)", documentation?.title ?? "") : (documentation?.title ?? ""),
    documentation: { kind: MarkupKind.Markdown, value: documentation?.description ?? "" },
    filterText: quoted,
    // Required ones first, then those whose value this file decides.
    sortText: `${required ? 0 : value === undefined ? 2 : 1}${key}`,
    insertText: hasValue(snapshot, place) ? quoted : `${quoted}: ${text}${comma}`,
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
  };
}

/** Something of the right type to type over. */
function placeholderOf(types: readonly string[], snippets: boolean): string {
  const stop = (text: string) => (snippets ? ["$", "{1:", text, "}"].join("") : text);
  if (types.includes("object")) return `{${stop("")}}`;
  if (types.includes("array")) return `[${stop("")}]`;
  if (types.includes("string") && !types.includes("number")) return `"${stop("")}"`;
  return stop(types.includes("boolean") ? "false" : "0");
}
