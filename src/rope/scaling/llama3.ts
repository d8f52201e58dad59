/** Llama 3.1's scaling: by wavelength, with a linear blend between two bounds. */

export interface Llama3Bounds {
  readonly lowFreqFactor: number;
  readonly highFreqFactor: number;
}

export const LLAMA3_DEFAULTS: Llama3Bounds = { lowFreqFactor: 1, highFreqFactor: 4 };

/** @param frequency theta_i, radians per position */
export function llama3Frequency(
  frequency: number,
  factor: number,
  originalLength: number,
  bounds: Llama3Bounds,
): number {
  const wavelength = (2 * Math.PI) / frequency;
  // In this order, as transformers decides it when the bounds are equal (Llama 4 Scout: 1 and 1) or swapped.
  if (wavelength > originalLength / bounds.lowFreqFactor) return frequency / factor;
  if (wavelength < originalLength / bounds.highFreqFactor || bounds.lowFreqFactor === bounds.highFreqFactor) {
    return frequency;
  }
  const blend = (originalLength / wavelength - bounds.lowFreqFactor) / (bounds.highFreqFactor - bounds.lowFreqFactor);
  return ((1 - blend) * frequency) / factor + blend * frequency;
}
