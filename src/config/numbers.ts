import type { JsonObject, JsonValue } from "./model.ts";

/** A finite number, else null: what cannot be computed with counts as absent. */
export function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A finite number above zero, else null. */
export function positiveOf(value: JsonValue | undefined): number | null {
  const number = numberOf(value);
  return number !== null && number > 0 ? number : null;
}

/** A number of tokens: whole, above zero, and one that a double holds exactly; else null. */
export function lengthOf(value: JsonValue | undefined): number | null {
  const number = positiveOf(value);
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

/** The first of the keys whose value is a positive number, with that value. */
export function firstPositive(object: JsonObject, keys: readonly string[]): { key: string; value: number } | null {
  for (const key of keys) {
    const value = positiveOf(object[key]);
    if (value !== null) return { key, value };
  }
  return null;
}
