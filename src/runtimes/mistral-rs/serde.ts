/** How Rust's serde_json fills the fields of a struct: an absent field without a default is an error, as is another kind of value. */
import { Raised } from "../python/raised.ts";
import { isDict, isInt, isList, isNumber, type PyDict, type PyValue } from "../python/value.ts";

/** The place in the text, which serde adds, is left out. */
function refused(message: string): Raised {
  return new Raised("serde_json::Error", message);
}

function kindOf(value: PyValue): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return `boolean \`${value}\``;
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  if (isList(value)) return "sequence";
  if (isDict(value)) return "map";
  const { kind, value: number } = value;
  if (kind === "int") return `integer \`${number}\``;
  return `floating point \`${Number.isInteger(number) ? `${number}.0` : number}\``;
}

function wrong(value: PyValue, expected: string): Raised {
  return refused(`invalid type: ${kindOf(value)}, expected ${expected}`);
}

/** A field without a default. */
export function required(struct: PyDict, field: string): PyValue {
  const value = struct.get(field);
  if (value === undefined) throw refused(`missing field \`${field}\``);
  return value;
}

/** An Option: null where it is absent or null. */
export function optional<T>(struct: PyDict, field: string, read: (value: PyValue) => T): T | null {
  const value = struct.get(field) ?? null;
  return value === null ? null : read(value);
}

/** usize; JSON's 4096.0 is none. */
export function usize(value: PyValue): number {
  if (!isInt(value)) throw wrong(value, "usize");
  if (value.value < 0) throw refused(`invalid value: integer \`${value.value}\`, expected usize`);
  return value.value;
}

/** f32 or f64: whole numbers are taken too. serde_json knows no NaN and no Infinity. */
export function float(type: "f32" | "f64"): (value: PyValue) => number {
  return (value) => {
    if (!isNumber(value)) throw wrong(value, type);
    if (!Number.isFinite(value.value)) throw refused("expected value");
    return type === "f32" ? Math.fround(value.value) : value.value;
  };
}

export function struct(name: string): (value: PyValue) => PyDict {
  return (value) => {
    if (!isDict(value)) throw wrong(value, `struct ${name}`);
    return value;
  };
}

/** A variant of an enum without fields. */
export function variant<T extends string>(value: PyValue, variants: readonly T[]): T {
  if (typeof value !== "string") throw wrong(value, "string or map");
  const found = variants.find((name) => name === value);
  if (found !== undefined) return found;
  const names = variants.map((name) => `\`${name}\``);
  throw refused(
    `unknown variant \`${value}\`, expected ${names.length > 2 ? `one of ${names.join(", ")}` : names.join(" or ")}`,
  );
}
