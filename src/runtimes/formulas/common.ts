/**
 * What the frameworks' formulas share. They compute in float32 on positions that fit it; here float64 is used and the
 * result rounded, which agrees to 1e-6 and keeps their infinities and NaN.
 */

import { perPair } from "../per-pair.ts";
import { Raised, typeError, valueError } from "../python/raised.ts";
import { isDict, numeric, type PyValue, typeName } from "../python/value.ts";

/** What a rotary module holds after it was built or called. */
export interface Rotation {
  /** Radians per position, one entry a pair; NaN and Infinity where the framework gets them. */
  readonly invFreq: readonly number[];
  /** Factor on cos and sin. */
  readonly attentionFactor: number;
}

/** base ** (arange(0, dim, 2) / dim) as a float32 tensor: (dim + 1) // 2 entries. */
export function powers(base: PyValue | undefined, dim: number): number[] {
  const number = numeric(base);
  if (number === null) {
    throw typeError(`unsupported operand type(s) for ** or pow(): '${typeName(base)}' and 'Tensor'`);
  }
  if (dim < 0) throw new Raised("RuntimeError", "upper bound and lower bound inconsistent with step sign");
  const rounded = Math.fround(number);
  return perPair(Math.ceil(dim / 2), (i) => rounded ** ((2 * i) / dim));
}

export function plainFrequencies(base: PyValue | undefined, dim: number): number[] {
  return powers(base, dim).map((power) => Math.fround(1 / power));
}

/** A list of factors as torch.tensor(list, dtype=float32). */
export function tensorOf(list: PyValue | undefined): number[] {
  if (!Array.isArray(list)) {
    const single = numeric(list);
    if (single !== null) return [single];
    if (typeof list === "string") throw typeError(`new(): invalid data type 'str'`);
    if (isDict(list)) throw typeError("must be real number, not dict");
    throw new Raised("RuntimeError", `Could not infer dtype of ${typeName(list)}`);
  }
  return list.map((entry) => {
    const number = numeric(entry);
    if (number !== null) return number;
    if (typeof entry === "string") throw valueError("too many dimensions 'str'");
    throw typeError(`must be real number, not ${typeName(entry)}`);
  });
}

/** Two one-dimensional tensors multiplied: equal lengths, or one of them of length one. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length && a.length !== 1 && b.length !== 1) {
    throw new Raised(
      "RuntimeError",
      `The size of tensor a (${a.length}) must match the size of tensor b (${b.length}) at non-singleton dimension 0`,
    );
  }
  return Array.from({ length: a.length === 0 || b.length === 0 ? 0 : Math.max(a.length, b.length) }, (_, i) => {
    return (a[a.length === 1 ? 0 : i] ?? 0) * (b[b.length === 1 ? 0 : i] ?? 0);
  });
}

/** The factor that cos shows at position 0: an infinite frequency times position 0 is not a number. */
export function shownFactor(invFreq: readonly number[], factor: number): number {
  const first = invFreq[0];
  return first === undefined || Number.isFinite(first) ? factor : Number.NaN;
}
