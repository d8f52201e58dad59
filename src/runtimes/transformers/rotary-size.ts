/** The rotated part of a head, as the formulas of each release find it. */
import { truncate } from "../python/arithmetic.ts";
import { typeError, valueError } from "../python/raised.ts";
import { float, isFloat, numeric, type PyValue, truthy, typeName } from "../python/value.ts";
import { atLeast, below } from "../release.ts";
import type { Attributes } from "./attributes.ts";

/** int(head_dim * partial_rotary_factor) with Python's objections. */
export function partOf(head: PyValue | undefined, share: PyValue | undefined): number {
  const [size, part] = [numeric(head), numeric(share)];
  if (size !== null && typeof share === "string" && !isFloat(head)) {
    const repeated = share.repeat(Math.max(0, Math.min(size, 100)));
    throw valueError(`invalid literal for int() with base 10: '${repeated}'`);
  }
  if (size === null || part === null) {
    throw typeError(
      typeof head === "string" && part !== null
        ? `can't multiply sequence by non-int of type '${typeName(share)}'`
        : `unsupported operand type(s) for *: '${typeName(head)}' and '${typeName(share)}'`,
    );
  }
  return truncate(size * part);
}

/** The rotary dimension for a rope type; `share` is undefined where nothing names one. */
export function rotaryDim(
  attributes: Attributes,
  type: PyValue | undefined,
  release: string,
  share: PyValue | undefined,
): number {
  return partOf(headOf(attributes, type, release), share === undefined ? float(1) : share);
}

/** `getattr(config, "head_dim", default)` gives null as it is; `getattr(...) or default` does not. */
function headOf(attributes: Attributes, type: PyValue | undefined, release: string): PyValue | undefined {
  const shape = () => attributes.shapeHead();
  if (below(release, "4.44.0")) return shape();
  const given = attributes.get("head_dim");
  if (attributes.family.headRequired === true && given === null) {
    throw typeError("unsupported operand type(s) for *: 'NoneType' and 'float'");
  }
  const tolerant = type === "default" || type === "linear" || type === "llama3" || type === "proportional";
  if (tolerant && atLeast(release, "4.52.0")) return truthy(given) ? given : shape();
  const fallback = shape();
  return attributes.has("head_dim") ? given : fallback;
}
