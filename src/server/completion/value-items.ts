import * as l10n from "@vscode/l10n";
import { factorText } from "../../advice/index.ts";
import { type ConfigSnapshot, LENGTH_KEYS, nodeAt, type RopeEntry } from "../../config/index.ts";
import { valueToText } from "../../edits/index.ts";
import { BLOCK_TYPES, type BlockType, blockTypeDocumentation } from "../../rules/index.ts";
import { translated } from "../key-texts.ts";
import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from "../lsp.ts";
import { blockValue, keysToWrite } from "./block-values.ts";
import { entryOf } from "./entry-of.ts";
import { isInBlock } from "./key-items.ts";
import type { CompletionPlace } from "./place.ts";

const WINDOW_KEYS: ReadonlySet<string> = new Set(LENGTH_KEYS);
const SCALES = [2, 4, 8, 16, 32];

/** The values that a key can take at a place: types of RoPE, whole blocks, windows. */
export function valueItems(snapshot: ConfigSnapshot, place: CompletionPlace): Omit<CompletionItem, "textEdit">[] {
  const { model } = snapshot;
  const entry = entryOf(snapshot, `${place.holder}/${place.key}`);
  if (model === null || entry === undefined) return [];
  if (isInBlock(snapshot, place.holder) && (place.key === "rope_type" || place.key === "type")) {
    return BLOCK_TYPES.map((type) => typeItem(snapshot, place, type, entry));
  }
  if (place.holder === model.path && (place.key === "rope_scaling" || place.key === "rope_parameters")) {
    return BLOCK_TYPES.filter((type) => canBeWritten(type, entry)).map((type) => blockItem(place, type, entry));
  }
  if (place.holder === model.path && WINDOW_KEYS.has(place.key)) return windowItems(entry);
  return [];
}

/** A type, with the keys that it requires and the block lacks. */
function typeItem(
  snapshot: ConfigSnapshot,
  place: CompletionPlace,
  type: BlockType,
  entry: RopeEntry,
): Omit<CompletionItem, "textEdit"> {
  const missing = keysToWrite(type).filter((key) => nodeAt(snapshot, `${place.holder}/${key}`) === undefined);
  const known = missing.filter((key) => blockValue(key, entry) !== undefined);
  const quoted = JSON.stringify(type);
  const more = known.map((key) => `,\n${memberText(key, entry)}`).join("");
  const comma = place.comma ? "," : "";
  return {
    ...described(type),
    filterText: quoted,
    insertText: `${quoted}${more}${comma}`,
    insertTextFormat: InsertTextFormat.PlainText,
  };
}

/** A whole block of a type, with the values that this file decides. */
function blockItem(place: CompletionPlace, type: BlockType, entry: RopeEntry): Omit<CompletionItem, "textEdit"> {
  const keys = keysToWrite(type);
  const theta = place.key === "rope_parameters" ? ["rope_theta"] : [];
  const members = [...new Set([...theta, ...keys])].map((key) => `\t${memberText(key, entry)}`);
  const text = `{\n${[`\t"rope_type": ${JSON.stringify(type)}`, ...members].join(",\n")}\n}`;
  return {
    ...described(type),
    filterText: type,
    insertText: `${text}${place.comma ? "," : ""}`,
    insertTextFormat: InsertTextFormat.PlainText,
  };
}

function canBeWritten(type: BlockType, entry: RopeEntry): boolean {
  return keysToWrite(type).every((key) => blockValue(key, entry) !== undefined);
}

function memberText(key: string, entry: RopeEntry): string {
  return `${JSON.stringify(key)}: ${valueToText(blockValue(key, entry) ?? null, key, { indent: null, eol: "\n" })}`;
}

function described(type: BlockType): Pick<CompletionItem, "label" | "kind" | "detail" | "documentation" | "sortText"> {
  const { title, description } = translated(blockTypeDocumentation(type));
  return {
    label: type,
    kind: CompletionItemKind.EnumMember,
    detail: title,
    documentation: { kind: MarkupKind.Markdown, value: description },
    sortText: String(BLOCK_TYPES.indexOf(type)),
  };
}

function windowItems({ spec }: RopeEntry): Omit<CompletionItem, "textEdit">[] {
  return [1, ...SCALES].map((scale, index) => {
    const length = String(scale * spec.pretrainedLength);
    const detail =
      scale === 1 ? l10n.t("the pretrained length") : l10n.t("{0} × the pretrained length", factorText(scale));
    return {
      label: length,
      kind: CompletionItemKind.Value,
      detail,
      sortText: String(index),
      filterText: length,
      insertText: length,
    };
  });
}
