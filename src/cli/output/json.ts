/** JSON as this command writes it: readable, and without values that JSON lacks. */

/** Text that is JSON already, written as it stands: it may hold `4.0`, which a number would lose. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Writable =
  | null
  | boolean
  | number
  | string
  | JsonText
  | readonly Writable[]
  | { readonly [key: string]: Writable | undefined };

/**
 * Objects over several lines, lists of plain values on one. Infinity and NaN become strings. Keys without a value are left out.
 * Ends without a line break.
 */
export function toJson(value: Writable, indent = ""): string {
  if (value instanceof JsonText) return value.text.replaceAll("\n", `\n${indent}`);
  if (isList(value)) return listToJson(value, indent);
  if (typeof value === "object" && value !== null) {
    const inner = `${indent}  `;
    const members = Object.entries(value).flatMap(([key, item]) =>
      item === undefined ? [] : [`${inner}${JSON.stringify(key)}: ${toJson(item, inner)}`],
    );
    return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
  }
  return plain(value);
}

/** The same on a single line. */
export function toJsonLine(value: Writable): string {
  // Line breaks inside strings are escaped: those that are left are layout.
  if (value instanceof JsonText) return value.text.replace(/\n\s*/g, "");
  if (isList(value)) return `[${value.map(toJsonLine).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).flatMap(([key, item]) =>
      item === undefined ? [] : [`${JSON.stringify(key)}:${toJsonLine(item)}`],
    );
    return `{${members.join(",")}}`;
  }
  return plain(value);
}

function listToJson(list: readonly Writable[], indent: string): string {
  if (list.every((item) => typeof item !== "object" || item === null)) {
    return `[${list.map((item) => toJson(item)).join(", ")}]`;
  }
  const inner = `${indent}  `;
  return `[\n${list.map((item) => inner + toJson(item, inner)).join(",\n")}\n${indent}]`;
}

function plain(value: null | boolean | number | string): string {
  if (typeof value === "number" && !Number.isFinite(value)) return JSON.stringify(String(value));
  return JSON.stringify(value);
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}
