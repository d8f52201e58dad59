/** Where in a config the cursor is, for completion. */
import { getLocation } from "jsonc-parser";
import { type ConfigSnapshot, childPointer } from "../../config/index.ts";

export interface CompletionPlace {
  readonly kind: "key" | "value";
  /** JSON pointer of the object that holds, or will hold, the member. */
  readonly holder: string;
  /** Key of the member whose value is typed; "" for a key. */
  readonly key: string;
  /** What a completion replaces: the token that the cursor touches, quotes included; else nothing, at the cursor. */
  readonly replace: { readonly offset: number; readonly length: number };
  /** A comma has to follow, since another member does. */
  readonly comma: boolean;
}

/** null inside of comments and of lists. */
export function completionPlace({ text }: ConfigSnapshot, offset: number): CompletionPlace | null {
  const location = getLocation(text, offset);
  const path = location.path.map(String);
  const key = path.at(-1);
  if (key === undefined || location.path.some((part) => typeof part === "number")) return null;
  const { previousNode } = location;
  const touches =
    previousNode !== undefined &&
    previousNode.offset <= offset &&
    offset <= previousNode.offset + previousNode.length &&
    previousNode.type !== "object" &&
    previousNode.type !== "array";
  const replace = touches ? { offset: previousNode.offset, length: previousNode.length } : { offset, length: 0 };
  const after = text.slice(replace.offset + replace.length);
  const holder = path.slice(0, -1).reduce(childPointer, "");
  if (!location.isAtPropertyKey) return { kind: "value", holder, key, replace, comma: /^\s*"/.test(after) };
  // A key that has its value already keeps it: only the key is replaced then.
  return { kind: "key", holder, key: "", replace, comma: /^\s*"/.test(after) };
}

/** Whether the member at the place has a value already. */
export function hasValue({ text }: ConfigSnapshot, { replace }: CompletionPlace): boolean {
  return /^\s*:/.test(text.slice(replace.offset + replace.length));
}
