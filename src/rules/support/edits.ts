/** Text edits of quick fixes. Whatever they do not touch stays byte for byte. */
import type { Node } from "jsonc-parser";
import { pointerKeys } from "../../config/json-pointer.ts";
import type { ConfigSnapshot, JsonObject } from "../../config/model.ts";
import { keySpanOf, nodeAt, type Span, spanOf } from "../../config/spans.ts";
import type { TextEdit } from "../../config/text-edit.ts";
import { setMembers } from "../../edits/index.ts";

/** The value at the pointer becomes `newText`. No edit when the text has no such value. */
export function replaceValue(snapshot: ConfigSnapshot, pointer: string, newText: string): readonly TextEdit[] {
  const span = spanOf(snapshot, pointer);
  return span === null ? [] : [{ ...span, newText }];
}

/** Two values change places, as they are spelled. No edit when the text lacks one of them. */
export function swapValues(snapshot: ConfigSnapshot, one: string, other: string): readonly TextEdit[] {
  const [a, b] = [spanOf(snapshot, one), spanOf(snapshot, other)];
  if (a === null || b === null) return [];
  const spelling = ({ offset, length }: Span) => snapshot.text.slice(offset, offset + length);
  return sorted([{ ...a, newText: spelling(b) }], [{ ...b, newText: spelling(a) }]);
}

/** The key of the member at the pointer becomes `newKey`. */
export function renameKey(snapshot: ConfigSnapshot, pointer: string, newKey: string): readonly TextEdit[] {
  const span = keySpanOf(snapshot, pointer);
  return span === null ? [] : [{ ...span, newText: JSON.stringify(newKey) }];
}

/** Adds members to the object at the pointer, after the member `after`, else at its end, laid out as their neighbours. */
export function insertMembers(
  snapshot: ConfigSnapshot,
  pointer: string,
  members: JsonObject,
  after?: string,
): readonly TextEdit[] {
  return setMembers(snapshot, pointer, { set: members, after: after === undefined ? [] : [after] }) ?? [];
}

/** Takes members out, with the commas that go with them. Of equal keys the last, which is the one that counts. */
export function removeMembers(snapshot: ConfigSnapshot, pointer: string, keys: readonly string[]): readonly TextEdit[] {
  const object = nodeAt(snapshot, pointer);
  const members = object?.type === "object" ? (object.children ?? []) : [];
  const doomed = keys.map((key) => members.findLast((member) => member.children?.[0]?.value === key));
  return removals(members, new Set(doomed.filter((member) => member !== undefined)));
}

/** Takes the member at the pointer out. */
export function removeMember(snapshot: ConfigSnapshot, pointer: string): readonly TextEdit[] {
  const { parent, key } = splitPointer(pointer);
  return removeMembers(snapshot, parent, [key]);
}

/** Takes this very member out, also where an equal key follows. */
export function removeProperty(property: Node): readonly TextEdit[] {
  return removals(property.parent?.children ?? [], new Set([property]));
}

/** The parent's pointer and the last key of a pointer. */
export function splitPointer(pointer: string): { readonly parent: string; readonly key: string } {
  const slash = pointer.lastIndexOf("/");
  return { parent: pointer.slice(0, Math.max(0, slash)), key: pointerKeys(pointer).at(-1) ?? "" };
}

/** Edits of one change, in the order of the text. */
export function sorted(...edits: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  return edits.flat().sort((a, b) => a.offset - b.offset);
}

/** Each run of neighbours goes as one: up to the member that follows, else from the end of the one before. */
function removals(members: readonly Node[], doomed: ReadonlySet<Node>): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let start = 0;
  while (start < members.length) {
    const first = members[start];
    if (first === undefined || !doomed.has(first)) {
      start++;
      continue;
    }
    let end = start;
    for (let next = members[end + 1]; next !== undefined && doomed.has(next); next = members[end + 1]) end++;
    const last = members[end] ?? first;
    const following = members[end + 1];
    const before = members[start - 1];
    const { parent } = first;
    // The only members leave nothing between the braces.
    const only = following === undefined && before === undefined && parent !== undefined;
    const inner = only ? { from: parent.offset + 1, stop: parent.offset + parent.length - 1 } : null;
    const stop = inner?.stop ?? (following === undefined ? last.offset + last.length : following.offset);
    const from =
      inner?.from ?? (following === undefined && before !== undefined ? before.offset + before.length : first.offset);
    edits.push({ offset: from, length: stop - from, newText: "" });
    start = end + 1;
  }
  return edits;
}
