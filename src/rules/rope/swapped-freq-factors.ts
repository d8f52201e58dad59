/**
 * low_freq_factor not below high_freq_factor.
 * Source: transformers 5.24.0 modeling_rope_utils.py warns "high_freq_factor field must be greater than low_freq_factor" and computes with
 * them (measured, 4.43.4 to 5.24.0). Formula: wavelengths below original / high stay, those above original / low are divided.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, originalLength, soundBlocks } from "../support/blocks.ts";
import { swapValues } from "../support/edits.ts";
import type { Facts, RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const swappedFreqFactors: Rule = {
  code: "rope/swapped-freq-factors",
  title: "low_freq_factor is not below high_freq_factor",
  severity: "warning",
  stage: "meaning",
  check: (snapshot, context) =>
    soundBlocks(context, "llama3").flatMap((block) => describe(snapshot, context.facts, block)),
};

function describe(snapshot: ConfigSnapshot, facts: Facts, block: RopeBlock): Finding[] {
  const low = numberOf(block.value.low_freq_factor);
  const high = numberOf(block.value.high_freq_factor);
  if (low === null || high === null || low < high) return [];
  const original = originalLength(facts, block)?.value ?? null;
  const lowPointer = memberPointer(block, "low_freq_factor");
  const highPointer = memberPointer(block, "high_freq_factor");
  return [
    {
      pointer: lowPointer,
      // Llama 4 Scout ships equal ones: a step instead of a blend, and nothing is computed with the quotient that divides by 0.
      severity: low === high ? "info" : "warning",
      message: l10n.t(
        "low_freq_factor {0} is not below high_freq_factor {1}: {2}",
        numberWord(low),
        numberWord(high),
        consequence(low, high, original),
      ),
      fixes:
        low === high
          ? []
          : [
              {
                title: l10n.t("Swap low_freq_factor and high_freq_factor"),
                edits: swapValues(snapshot, lowPointer, highPointer),
                preferred: true,
              },
            ],
    },
  ];
}

function consequence(low: number, high: number, original: number | null): string {
  const limit = (factor: number) =>
    original === null ? l10n.t("original / {0}", numberWord(factor)) : numberWord(original / factor);
  if (low === high) {
    return l10n.t(
      "pairs with a wavelength above {0} tokens are divided in full, all others stay, and no pair is blended; transformers warns.",
      limit(low),
    );
  }
  return l10n.t(
    "pairs with a wavelength between {0} and {1} tokens are taken for fast and slow at once, and no pair is blended.",
    limit(low),
    limit(high),
  );
}
