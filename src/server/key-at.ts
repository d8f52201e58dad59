import { findNodeAtOffset, getNodePath, type Node } from "jsonc-parser";
import { type ConfigSnapshot, childPointer } from "../config/index.ts";

/** The innermost member of an object that a place in the text belongs to. */
export interface KeyAt {
  /** JSON pointer of the value. */
  readonly pointer: string;
  /** JSON pointer of the object that holds the key. */
  readonly holder: string;
  readonly key: string;
  readonly keyNode: Node;
  readonly valueNode: Node | undefined;
}

/** null outside of any member. Within a list or an object it is the member that holds it. */
export function keyAt(snapshot: ConfigSnapshot, offset: number): KeyAt | null {
  const { root } = snapshot;
  let node = root === undefined ? undefined : findNodeAtOffset(root, offset, true);
  while (node !== undefined && node.type !== "property") node = node.parent;
  const [keyNode, valueNode] = node?.children ?? [];
  if (keyNode === undefined) return null;
  const path = getNodePath(keyNode).map(String);
  const key = path.at(-1) ?? "";
  const holder = path.slice(0, -1).reduce(childPointer, "");
  return { pointer: childPointer(holder, key), holder, key, keyNode, valueNode };
}
