/** Python's arithmetic on values of unknown type: the results, and the exceptions with Python's own words. */
import { Raised, typeError, valueError } from "./raised.ts";
import { float, int, numeric, type PyNumber, type PyValue, typeName } from "./value.ts";

function operands(a: PyValue | undefined, b: PyValue | undefined, operator: string): [number, number] {
  const left = numeric(a);
  const right = numeric(b);
  if (left === null || right === null) {
    throw typeError(`unsupported operand type(s) for ${operator}: '${typeName(a)}' and '${typeName(b)}'`);
  }
  return [left, right];
}

function bothInt(a: PyValue | undefined, b: PyValue | undefined): boolean {
  return typeName(a) !== "float" && typeName(b) !== "float";
}

function result(a: PyValue | undefined, b: PyValue | undefined, value: number): PyNumber {
  return bothInt(a, b) ? int(value) : float(value);
}

export function subtract(a: PyValue | undefined, b: PyValue | undefined): PyNumber {
  const [left, right] = operands(a, b, "-");
  return result(a, b, left - right);
}

/** A string times a float raises in other words than a string times nothing does. */
export function multiply(a: PyValue | undefined, b: PyValue | undefined): PyNumber {
  const sequence = [a, b].find((value) => typeof value === "string" || Array.isArray(value));
  const other = sequence === a ? b : a;
  if (sequence !== undefined && numeric(other) !== null) {
    throw typeError(`can't multiply sequence by non-int of type '${typeName(other)}'`);
  }
  const [left, right] = operands(a, b, "*");
  return result(a, b, left * right);
}

export function divide(a: PyValue | undefined, b: PyValue | undefined): PyNumber {
  const [left, right] = operands(a, b, "/");
  if (right === 0) throw new Raised("ZeroDivisionError", bothInt(a, b) ? "division by zero" : "float division by zero");
  return float(left / right);
}

export function floorDivide(a: PyValue | undefined, b: PyValue | undefined): PyNumber {
  const [left, right] = operands(a, b, "//");
  if (right === 0) {
    throw new Raised(
      "ZeroDivisionError",
      bothInt(a, b) ? "integer division or modulo by zero" : "float floor division by zero",
    );
  }
  return result(a, b, Number.isFinite(left) ? Math.floor(left / right) : Number.NaN);
}

/** math.log */
export function log(a: PyValue | undefined): number {
  const value = numeric(a);
  if (value === null) throw typeError(`must be real number, not ${typeName(a)}`);
  if (value <= 0) throw valueError("math domain error");
  return Math.log(value);
}

/** math.sqrt */
export function squareRoot(value: number): number {
  if (value < 0) throw valueError("math domain error");
  return Math.sqrt(value);
}

export type Comparison = "<" | "<=" | ">" | ">=";

export function compare(a: PyValue | undefined, operator: Comparison, b: PyValue | undefined): boolean {
  const left = numeric(a);
  const right = numeric(b);
  if (left === null || right === null) {
    if (typeof a === "string" && typeof b === "string") return ordered(a < b ? -1 : a > b ? 1 : 0, operator);
    throw typeError(`'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
  }
  if (Number.isNaN(left) || Number.isNaN(right)) return false;
  return ordered(left < right ? -1 : left > right ? 1 : 0, operator);
}

function ordered(sign: number, operator: Comparison): boolean {
  if (operator === "<") return sign < 0;
  if (operator === "<=") return sign <= 0;
  return operator === ">" ? sign > 0 : sign >= 0;
}

/** Python's int(a * b), as a share of a size is taken. */
export function truncatedProduct(a: PyValue | undefined, b: PyValue | undefined): number {
  return truncate(multiply(a, b).value);
}

/** Python's int(value) for a number. */
export function truncate(value: number): number {
  if (Number.isNaN(value)) throw valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(value)) throw new Raised("OverflowError", "cannot convert float infinity to integer");
  return Math.trunc(value);
}

/** math.floor */
export function floor(value: number): number {
  truncate(value);
  return Math.floor(value);
}

/** math.ceil */
export function ceil(value: number): number {
  truncate(value);
  return Math.ceil(value);
}
