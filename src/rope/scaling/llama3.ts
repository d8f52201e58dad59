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
  if (wavelength < originalLength / bounds.highFreqFactor) return frequency;
  if (wavelength > originalLength / bounds.lowFreqFactor) return frequency / factor;
  const blend = (originalLength / wavelength - bounds.lowFreqFactor) / (bounds.highFreqFactor - bounds.lowFreqFactor);
  return ((1 - blend) * frequency) / factor + blend * frequency;
}
