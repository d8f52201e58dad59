/** From a JSON pointer to the place in the text. */
import type { Node } from "jsonc-parser";
import { pointerKeys } from "./json-pointer.ts";
import type { ConfigSnapshot } from "./model.ts";

/** A stretch of the text in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Where the value at a pointer stands; null when the text has no such value. Of equal keys the last counts, as in Python. */
export function spanOf(snapshot: Pick<ConfigSnapshot, "root">, pointer: string): Span | null {
  const node = nodeAt(snapshot, pointer);
  return node === undefined ? null : { offset: node.offset, length: node.length };
}

/** Where the key of a pointer stands, its quotes included; null for the document, array elements and keys that are not there. */
export function keySpanOf(snapshot: Pick<ConfigSnapshot, "root">, pointer: string): Span | null {
  const keys = pointerKeys(pointer);
  const last = keys.at(-1);
  if (last === undefined) return null;
  const parent = nodeAlong(snapshot.root, keys.slice(0, -1));
  const key = parent === undefined ? undefined : propertyOf(parent, last)?.children?.[0];
  return key === undefined ? null : { offset: key.offset, length: key.length };
}

/** The tree node of the value at a pointer. */
export function nodeAt(snapshot: Pick<ConfigSnapshot, "root">, pointer: string): Node | undefined {
  return nodeAlong(snapshot.root, pointerKeys(pointer));
}

function nodeAlong(root: Node | undefined, keys: readonly string[]): Node | undefined {
  let node = root;
  for (const key of keys) {
    if (node?.type === "array") node = /^\d+$/.test(key) ? node.children?.[Number(key)] : undefined;
    else node = node === undefined ? undefined : propertyOf(node, key)?.children?.[1];
  }
  return node;
}

/** Rules ask for dozens of places in the same few objects. */
const propertiesOf = new WeakMap<Node, ReadonlyMap<unknown, Node>>();

function propertyOf(node: Node, key: string): Node | undefined {
  if (node.type !== "object") return undefined;
  let properties = propertiesOf.get(node);
  if (properties === undefined) {
    properties = new Map((node.children ?? []).map((property) => [property.children?.[0]?.value, property]));
    propertiesOf.set(node, properties);
  }
  return properties.get(key);
}
