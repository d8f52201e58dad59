/** Llama 3's ramp between kept and divided frequencies, as the frameworks write it. */
import { divide, subtract } from "../python/arithmetic.ts";
import { Raised, typeError } from "../python/raised.ts";
import { numeric, type PyValue, typeName } from "../python/value.ts";

export interface Llama3Block {
  readonly factor: PyValue | undefined;
  readonly lowFreqFactor: PyValue | undefined;
  readonly highFreqFactor: PyValue | undefined;
  readonly originalLength: PyValue | undefined;
}

/**
 * `frequencies`: the plain ones. `keepsShortFirst`: a wavelength below the high bound is kept even when it lies above the
 * low one (swapped factors), as the first implementation did. Raises what Python raises for values that are no numbers.
 */
export function llama3Frequencies(
  frequencies: readonly number[],
  block: Llama3Block,
  keepsShortFirst = false,
): number[] {
  const { originalLength, lowFreqFactor, highFreqFactor } = block;
  const lowWavelength = divide(originalLength, lowFreqFactor).value;
  const highWavelength = divide(originalLength, highFreqFactor).value;
  const span = subtract(highFreqFactor, lowFreqFactor).value;
  const factor = numeric(block.factor);
  if (factor === null) throw typeError(`unsupported operand type(s) for /: 'Tensor' and '${typeName(block.factor)}'`);
  if (typeof lowFreqFactor === "boolean") {
    throw new Raised("RuntimeError", "Subtraction, the `-` operator, with a bool tensor is not supported.");
  }
  const length = numeric(originalLength) ?? Number.NaN;
  const low = numeric(lowFreqFactor) ?? Number.NaN;
  return frequencies.map((frequency) => {
    const wavelength = (2 * Math.PI) / frequency;
    if (keepsShortFirst && wavelength < highWavelength) return frequency;
    const divided = wavelength > lowWavelength ? frequency / factor : frequency;
    if (wavelength < highWavelength || wavelength > lowWavelength) return Math.fround(divided);
    const smooth = (length / wavelength - low) / span;
    return Math.fround(((1 - smooth) * divided) / factor + smooth * divided);
  });
}
