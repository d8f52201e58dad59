/** How Go's encoding/json fills the numbers of a struct: an absent key or null is zero, another kind of value an error. */
import { Raised } from "../python/raised.ts";
import { isDict, isInt, isList, isNumber, type PyDict, type PyValue, str } from "../python/value.ts";

/** Where a value stands, for the message: "llamaModel.rope_theta". */
export interface Field {
  readonly architecture: string;
  readonly struct: string;
  readonly name: string;
}

function refused({ architecture, struct, name }: Field, value: PyValue, type: string): Raised {
  const kind = isNumber(value)
    ? type === "uint32"
      ? `number ${str(value)}`
      : "number"
    : isDict(value)
      ? "object"
      : isList(value)
        ? "array"
        : typeof value === "boolean"
          ? "bool"
          : "string";
  const words = `json: cannot unmarshal ${kind} into Go struct field ${struct}.${name} of type ${type}`;
  return new Raised("error", `parse config.json for "${architecture}": ${words}`);
}

export function uint32(value: PyValue | undefined, field: Field): number {
  if (value === undefined || value === null) return 0;
  if (!isInt(value) || value.value < 0 || value.value > 0xffffffff) throw refused(field, value, "uint32");
  return value.value;
}

export function float32(value: PyValue | undefined, field: Field): number {
  if (value === undefined || value === null) return 0;
  if (!isNumber(value)) throw refused(field, value, "float32");
  return Math.fround(value.value);
}

export function text(value: PyValue | undefined, field: Field): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw refused(field, value, "string");
  return value;
}

/** Ollama's type of factors: a list of numbers. */
export function factors(value: PyValue | undefined, field: Field): number[] {
  if (value === undefined || value === null) return [];
  if (!isList(value)) throw refused(field, value, "convert.ropeFactor");
  return value.map((entry) => float32(entry, field));
}

export function object(value: PyValue | undefined, field: Field): PyDict {
  if (value === undefined || value === null) return new Map();
  if (!isDict(value)) throw refused(field, value, "struct");
  return value;
}
