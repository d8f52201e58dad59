/**
 * JSON as Python's json module reads it: integers and floats are different things, the last of two equal keys wins.
 * Frameworks raise or warn by that difference, so it is kept.
 */
import type { Node } from "jsonc-parser";
import type { JsonValue } from "../../config/model.ts";
import { isObject } from "../../config/plain-value.ts";
import { typeError, valueError } from "./raised.ts";

export interface PyNumber {
  readonly kind: "int" | "float";
  readonly value: number;
}

export type PyDict = ReadonlyMap<string, PyValue>;
export type PyValue = null | boolean | string | PyNumber | readonly PyValue[] | PyDict;

export function int(value: number): PyNumber {
  return { kind: "int", value };
}

export function float(value: number): PyNumber {
  return { kind: "float", value };
}

export function isDict(value: PyValue | undefined): value is PyDict {
  return value instanceof Map;
}

export function isList(value: PyValue | undefined): value is readonly PyValue[] {
  return Array.isArray(value);
}

/** An int or a float, not a bool. */
export function isNumber(value: PyValue | undefined): value is PyNumber {
  return typeof value === "object" && value !== null && !isDict(value) && !isList(value);
}

export function isInt(value: PyValue | undefined): value is PyNumber {
  return isNumber(value) && value.kind === "int";
}

export function isFloat(value: PyValue | undefined): value is PyNumber {
  return isNumber(value) && value.kind === "float";
}

/** The number behind an int, a float or a bool (which is an int in Python); null for everything else. */
export function numeric(value: PyValue | undefined): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  return isNumber(value) ? value.value : null;
}

/** Python's bool(value). */
export function truthy(value: PyValue | undefined): boolean {
  if (value === null || value === undefined || value === false || value === "") return false;
  if (isNumber(value)) return value.value !== 0;
  if (isList(value)) return value.length > 0;
  if (isDict(value)) return value.size > 0;
  return true;
}

/** Name of the class, as error messages show it. */
export function typeName(value: PyValue | undefined): string {
  if (value === null || value === undefined) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (isNumber(value)) return value.kind;
  return isList(value) ? "list" : "dict";
}

/** Python's == for plain values. */
export function same(a: PyValue | undefined, b: PyValue | undefined): boolean {
  const left = numeric(a);
  const right = numeric(b);
  return left !== null && right !== null ? left === right : (a ?? null) === (b ?? null);
}

/** Python's repr(value). */
export function repr(value: PyValue | undefined): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return value.includes("'") ? `"${value}"` : `'${value}'`;
  if (isNumber(value)) return numberText(value);
  if (isList(value)) return `[${value.map(repr).join(", ")}]`;
  return `{${[...value].map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(", ")}}`;
}

/** Python's str(value). */
export function str(value: PyValue | undefined): string {
  return typeof value === "string" ? value : repr(value);
}

function numberText({ kind, value }: PyNumber): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (kind === "int") return BigInt(value).toString();
  if (value !== 0 && (Math.abs(value) >= 1e16 || Math.abs(value) < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

const INTEGER = /^-?\d+$/;

/** The tree of a text as Python sees it; `text` is what the tree's offsets count in. */
export function fromTree(node: Node, text: string): PyValue {
  switch (node.type) {
    case "object": {
      const dict = new Map<string, PyValue>();
      for (const property of node.children ?? []) {
        const [key, value] = property.children ?? [];
        if (typeof key?.value === "string" && value !== undefined) dict.set(key.value, fromTree(value, text));
      }
      return dict;
    }
    case "array":
      return (node.children ?? []).map((child) => fromTree(child, text));
    case "string":
      return typeof node.value === "string" ? node.value : "";
    case "number": {
      const spelling = text.slice(node.offset, node.offset + node.length);
      return INTEGER.test(spelling) ? int(Number(spelling)) : float(Number(spelling));
    }
    case "boolean":
      return node.value === true;
    default:
      return null;
  }
}

/** A plain value, in which integers and floats are not told apart: `number` says which they are. */
export function fromPlain(value: JsonValue, number: (value: number) => PyNumber): PyValue {
  if (typeof value === "number") return number(value);
  if (Array.isArray(value)) return value.map((item) => fromPlain(item, number));
  if (!isObject(value)) return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, fromPlain(item, number)]));
}

/** Python's float(value). */
export function floatOf(value: PyValue): PyNumber {
  const number = numeric(value);
  if (number !== null) return float(number);
  if (typeof value !== "string") {
    throw typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
  }
  const text = value.trim();
  const parsed = FLOAT_WORDS[text.toLowerCase().replace(/^\+/, "")] ?? (text === "" ? Number.NaN : Number(text));
  if (Number.isNaN(parsed) && !/^[+-]?nan$/i.test(text)) {
    throw valueError(`could not convert string to float: ${repr(value)}`);
  }
  return float(parsed);
}

const FLOAT_WORDS: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
  "-infinity": Number.NEGATIVE_INFINITY,
};
