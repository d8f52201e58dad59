/** Small charts of the file's own frequency pairs, from fast to slow. */
import * as l10n from "@vscode/l10n";
import { pairBars } from "../../advice/index.ts";
import type { RopeEntry } from "../../config/index.ts";
import { frequencies, pretrainedFrequencies, RopeParameterError, wavelength } from "../../rope/index.ts";

/** What the file divides each pretrained frequency by at its own window; null where none can be computed. */
export function ownFactors({ spec, claimedLength }: RopeEntry): number[] | null {
  try {
    const { invFreq } = frequencies(spec, claimedLength);
    return Array.from(pretrainedFrequencies(spec), (frequency, pair) => {
      const own = invFreq[pair] ?? 0;
      return frequency === 0 ? 1 : frequency / own;
    });
  } catch (error) {
    if (error instanceof RopeParameterError) return null;
    throw error;
  }
}

/** How far each frequency is divided, from not at all to the largest factor; null where none is. */
export function factorRow(factors: readonly number[]): string | null {
  const most = Math.max(...factors);
  if (!(most > 1.001) || !Number.isFinite(most)) return null;
  return `${pairBars(factors, { floor: 1, ceiling: most })}  ${l10n.t("frequency divided by")}`;
}

/** The wavelengths: a full block for those that the pretrained window does not hold. */
export function wavelengthRow({ spec }: RopeEntry): string | null {
  const wavelengths = Array.from(pretrainedFrequencies(spec), wavelength);
  const shortest = Math.min(...wavelengths);
  if (!(shortest < spec.pretrainedLength)) return null;
  const scale = { floor: shortest, ceiling: spec.pretrainedLength };
  return `${pairBars(wavelengths, scale)}  ${l10n.t("wavelength; █: about the pretrained length and more")}`;
}
