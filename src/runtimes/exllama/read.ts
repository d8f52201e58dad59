/** How ExLlamaV2 and ExLlamaV3 read typed values: the first key that is there and not null counts, "a->b" is b inside a. */
import { truncate } from "../python/arithmetic.ts";
import { noAttribute, typeError } from "../python/raised.ts";
import { float, int, isDict, isFloat, isInt, type PyDict, type PyValue, truthy, typeName } from "../python/value.ts";

export type Kind = "int" | "float" | "dict";

export interface Reading {
  /** ExLlamaV3 names the expected types as a list. */
  readonly listed: boolean;
  /** A value of another type counts as absent. */
  readonly lenient?: boolean;
}

/** undefined where no key is there. Raises TypeError for a value of another type. */
export function readTyped(
  document: PyDict,
  kind: Kind,
  keys: readonly string[],
  { listed, lenient = false }: Reading,
): PyValue | undefined {
  for (const path of keys) {
    const value = valueAt(document, path.split("->"));
    if (value === undefined || value === null) continue;
    const converted = convert(value, kind);
    if (converted !== null) return converted;
    if (lenient) continue;
    const type = listed ? `: [<class '${kind}'>]` : ` <class '${kind}'>`;
    throw typeError(`Value for ${path.split("->").at(-1)} is not of expected type${type}`);
  }
  return undefined;
}

function valueAt(document: PyDict, path: readonly string[]): PyValue | undefined {
  const [key = "", ...rest] = path;
  const value = document.get(key);
  if (rest.length === 0 || !truthy(value)) return rest.length === 0 ? value : undefined;
  if (!isDict(value)) throw noAttribute(typeName(value), "get");
  return valueAt(value, rest);
}

/** Integers become floats, floats without a fraction become integers; null: of another type. */
function convert(value: PyValue, kind: Kind): PyValue | null {
  if (kind === "dict") return isDict(value) ? value : null;
  const asInt = typeof value === "boolean" ? int(value ? 1 : 0) : isInt(value) ? value : null;
  if (kind === "float") return asInt !== null ? float(asInt.value) : isFloat(value) ? value : null;
  if (asInt !== null) return asInt;
  return isFloat(value) && value.value === truncate(value.value) ? int(value.value) : null;
}
