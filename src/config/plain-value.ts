import type { Node } from "jsonc-parser";
import type { JsonObject, JsonValue } from "./model.ts";

/**
 * The value of a tree as plain data. The last of two equal keys wins, as in Python; a key without a value (half typed) is left out.
 * Objects have no prototype, so that a key like `__proto__` is a key and nothing more.
 */
export function plainValue(node: Node): JsonValue {
  switch (node.type) {
    case "object": {
      const object: JsonObject = Object.create(null);
      for (const property of node.children ?? []) {
        const [key, value] = property.children ?? [];
        if (typeof key?.value === "string" && value !== undefined) object[key.value] = plainValue(value);
      }
      return object;
    }
    case "array":
      return (node.children ?? []).map(plainValue);
    case "string":
      return typeof node.value === "string" ? node.value : "";
    case "number":
      return typeof node.value === "number" ? node.value : Number.NaN;
    case "boolean":
      return node.value === true;
    default:
      return null;
  }
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
