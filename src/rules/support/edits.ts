/** Small text edits of quick fixes. Whatever they do not touch stays byte for byte; new members take over the style of their neighbours. */
import type { Node } from "jsonc-parser";
import { pointerKeys } from "../../config/json-pointer.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import { keySpanOf, nodeAt, spanOf } from "../../config/spans.ts";
import type { TextEdit } from "../../config/text-edit.ts";

/** The value at the pointer becomes `newText`. No edit when the text has no such value. */
export function replaceValue(snapshot: ConfigSnapshot, pointer: string, newText: string): readonly TextEdit[] {
  const span = spanOf(snapshot, pointer);
  return span === null ? [] : [{ ...span, newText }];
}

/** The key of the member at the pointer becomes `newKey`. */
export function renameKey(snapshot: ConfigSnapshot, pointer: string, newKey: string): readonly TextEdit[] {
  const span = keySpanOf(snapshot, pointer);
  return span === null ? [] : [{ ...span, newText: JSON.stringify(newKey) }];
}

/** Takes the member out, with the comma that goes with it. Of equal keys the last, which is the one that counts. */
export function removeMember(snapshot: ConfigSnapshot, pointer: string): readonly TextEdit[] {
  const property = nodeAt(snapshot, pointer)?.parent;
  return property?.type === "property" ? removeProperty(snapshot.text, property) : [];
}

export function removeProperty(text: string, property: Node): readonly TextEdit[] {
  const siblings = property.parent?.children ?? [];
  const index = siblings.indexOf(property);
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  const end = property.offset + property.length;
  if (next !== undefined) return [{ offset: property.offset, length: next.offset - property.offset, newText: "" }];
  const start = previous === undefined ? startOfGap(text, property.offset) : previous.offset + previous.length;
  const stop = previous === undefined ? endOfGap(text, end) : end;
  return [{ offset: start, length: stop - start, newText: "" }];
}

/**
 * Adds members to the object at the pointer, after the member `after`, else at its end.
 * @param members pairs of a key and the JSON text of its value, one line each
 */
export function insertMembers(
  snapshot: ConfigSnapshot,
  pointer: string,
  members: readonly (readonly [key: string, valueText: string])[],
  after?: string,
): readonly TextEdit[] {
  const object = nodeAt(snapshot, pointer);
  if (object?.type !== "object" || members.length === 0) return [];
  const properties = object.children ?? [];
  const anchor = properties.find((property) => property.children?.[0]?.value === after) ?? properties.at(-1);
  if (anchor === undefined) {
    const newText = members.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(", ");
    return [{ offset: object.offset + 1, length: 0, newText }];
  }
  const gap = snapshot.text.slice(startOfGap(snapshot.text, anchor.offset), anchor.offset);
  const colon = colonOf(snapshot.text, anchor);
  const newText = members.map(([key, value]) => `,${gap}${JSON.stringify(key)}${colon}${value}`).join("");
  return [{ offset: anchor.offset + anchor.length, length: 0, newText }];
}

/** The last two keys of a pointer as a parent pointer and a key. */
export function splitPointer(pointer: string): { readonly parent: string; readonly key: string } {
  const slash = pointer.lastIndexOf("/");
  return { parent: pointer.slice(0, Math.max(0, slash)), key: pointerKeys(pointer).at(-1) ?? "" };
}

/** A number as JSON text that Python reads as a float: 4 becomes "4.0". */
export function floatText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value);
}

/** What stands between a key and its value: ": " as a rule. */
function colonOf(text: string, property: Node): string {
  const [key, value] = property.children ?? [];
  return key === undefined || value === undefined ? ": " : text.slice(key.offset + key.length, value.offset);
}

function startOfGap(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start--;
  return start;
}

function endOfGap(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && /\s/.test(text.charAt(end))) end++;
  return end;
}
