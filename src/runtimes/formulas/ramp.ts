/** Llama 3's ramp as kernels write it: one clamped line in the frequency, instead of three cases by wavelength. */

export interface Llama3Ramp {
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  /** tokens */
  readonly original: number;
}

/** fmaxf(0, fminf(1, x)): a NaN counts as 1, so that equal low and high factors keep every frequency. */
export function clampToUnit(value: number): number {
  return Number.isNaN(value) ? 1 : Math.min(1, Math.max(0, value));
}

/** `factor`: 0 stands for none. */
export function rampedFrequencies(
  frequencies: readonly number[],
  { factor, low, high, original }: Llama3Ramp,
): number[] {
  const inverse = factor === 0 ? 1 : 1 / factor;
  const span = 1 / (high - low);
  return frequencies.map((frequency) => {
    const smooth = clampToUnit((original / (2 * Math.PI)) * span * frequency - low * span);
    return Math.fround((1 - smooth) * frequency * inverse + smooth * frequency);
  });
}
