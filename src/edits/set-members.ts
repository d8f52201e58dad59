/** Sets and removes members of an object, touching nothing else of the text. */
import type { Node } from "jsonc-parser";
import type { ConfigSnapshot, JsonObject, JsonValue } from "../config/model.ts";
import { nodeAt } from "../config/spans.ts";
import type { TextEdit } from "../config/text-edit.ts";
import { valueToText } from "./json-text.ts";
import { memberIndent, styleOf } from "./style.ts";

export interface MemberChanges {
  /** Values to set, in the order in which new ones are written. */
  readonly set: JsonObject;
  /** Keys to take out; one that is set as well stays. */
  readonly remove?: readonly string[];
  /** New members go after the last of these that is there; else after the last member. */
  readonly after?: readonly string[];
}

/**
 * Edits that make the object at `pointer` hold the values. Members that have them already are not touched.
 * @returns null when there is no object at the pointer
 */
export function setMembers(snapshot: ConfigSnapshot, pointer: string, changes: MemberChanges): TextEdit[] | null {
  const object = nodeAt(snapshot, pointer);
  const { root, text } = snapshot;
  if (root === undefined || object?.type !== "object") return null;
  const style = styleOf(text, root);
  const indent = memberIndent(text, object);
  const unit = style.indent;
  // The depth is counted in whole units, so that a block's own lines stand one unit further in.
  const depth = indent === null || unit === null ? 0 : Math.round(indent.length / unit.length);
  const layout = { indent: indent === null && (object.children?.length ?? 0) > 0 ? null : unit, eol: style.eol };
  const edits: TextEdit[] = [];
  const added: string[] = [];
  for (const [key, value] of Object.entries(changes.set)) {
    const member = lastMember(object, key);
    const old = member?.children?.[1];
    if (old !== undefined) {
      if (!sameValue(old, value)) {
        edits.push({ offset: old.offset, length: old.length, newText: valueToText(value, key, layout, depth) });
      }
    } else {
      added.push(`${JSON.stringify(key)}: ${valueToText(value, key, layout, depth)}`);
    }
  }
  const removed = new Set((changes.remove ?? []).filter((key) => !Object.hasOwn(changes.set, key)));
  edits.push(...removals(object, removed));
  if (added.length > 0)
    edits.push(insertion(text, object, added, { removed, after: changes.after ?? [] }, indent, style.eol));
  // What is inserted where a removal begins comes first.
  return edits.sort((a, b) => a.offset - b.offset || a.length - b.length);
}

function insertion(
  text: string,
  object: Node,
  added: readonly string[],
  { removed, after }: { readonly removed: ReadonlySet<string>; readonly after: readonly string[] },
  indent: string | null,
  eol: string,
): TextEdit {
  const gap = indent === null ? " " : `${eol}${indent}`;
  const members = object.children ?? [];
  const kept = members.filter((member) => !removed.has(keyOf(member)));
  const anchor = kept.findLast((member) => after.includes(keyOf(member))) ?? kept.at(-1);
  if (anchor === undefined) {
    const inner = members.length > 0 || indent !== null ? gap : "";
    return { offset: object.offset + 1, length: 0, newText: `${inner}${added.join(`,${gap}`)}` };
  }
  const end = anchor.offset + anchor.length;
  // A half-typed member may have no value yet; its own text is left alone all the same.
  return { offset: Math.min(end, text.length), length: 0, newText: `,${gap}${added.join(`,${gap}`)}` };
}

/**
 * Takes members out, each together with one comma and the line that it stood on. What stands before the next kept member
 * goes up to it; what stands behind the last kept one goes from its end.
 */
function removals(object: Node, keys: ReadonlySet<string>): TextEdit[] {
  const members = object.children ?? [];
  const edits: TextEdit[] = [];
  const lastKept = members.findLastIndex((member) => !keys.has(keyOf(member)));
  members.forEach((member, index) => {
    const next = members[index + 1];
    if (index > lastKept || next === undefined || !keys.has(keyOf(member))) return;
    edits.push({ offset: member.offset, length: next.offset - member.offset, newText: "" });
  });
  const last = members.at(-1);
  if (last !== undefined && lastKept < members.length - 1) {
    const kept = members[lastKept];
    const start = kept === undefined ? (members[0]?.offset ?? last.offset) : kept.offset + kept.length;
    edits.push({ offset: start, length: last.offset + last.length - start, newText: "" });
  }
  return edits;
}

function keyOf(member: Node): string {
  const key: unknown = member.children?.[0]?.value;
  return typeof key === "string" ? key : "";
}

function lastMember(object: Node, key: string): Node | undefined {
  return object.children?.findLast((member) => keyOf(member) === key);
}

/** Whether a node holds the value, and as a float where the value's text would be one is not asked for. */
function sameValue(node: Node, value: JsonValue): boolean {
  if (Array.isArray(value)) {
    const items = node.children ?? [];
    return node.type === "array" && items.length === value.length && value.every((item, i) => same(items[i], item));
  }
  if (value !== null && typeof value === "object") {
    const members = node.children ?? [];
    const keys = Object.keys(value);
    return (
      node.type === "object" &&
      members.length === keys.length &&
      keys.every((key, i) => keyOf(members[i] ?? node) === key && same(members[i]?.children?.[1], value[key] ?? null))
    );
  }
  return node.value === value;
}

function same(node: Node | undefined, value: JsonValue): boolean {
  return node !== undefined && sameValue(node, value);
}
