/** What disturbance does not say, beside every recommendation. What was measured comes from `npm run evidence`. */
import * as l10n from "@vscode/l10n";
import type { StrategyResult } from "../rope/analysis.ts";
import type { Use } from "../rope/spec.ts";
import evidence from "./data/evidence.json" with { type: "json" };

export interface Caveat {
  readonly text: string;
  readonly warning: boolean;
  /** Offer the table of what was measured. */
  readonly evidenceLink: boolean;
}

export function caveatOf(strategy: StrategyResult, use: Use): Caveat {
  if (use === "as-is" && strategy.needsFineTuning) {
    return {
      text: l10n.t(
        "{0} needs fine-tuning: it moves the angles between neighbouring tokens (local shift {1}), which disturbance does not see.",
        strategy.title,
        strategy.localShift.toFixed(4),
      ),
      warning: true,
      evidenceLink: false,
    };
  }
  if (strategy.id !== "resonant") {
    return {
      text: l10n.t("Disturbance is not quality: measure perplexity before you ship it."),
      warning: false,
      evidenceLink: false,
    };
  }
  return {
    text:
      use === "as-is"
        ? l10n.t(
            "Disturbance is not quality. On one small model ({0}, not fine-tuned) resonant had the least loss beyond the window of {1} strategies in {2} of {3} measurements; measure yours before you ship it.",
            evidence.model,
            evidence.strategies,
            evidence.wins.resonant,
            evidence.comparisons,
          )
        : l10n.t(
            "Disturbance is not quality. resonant has been measured on one small model ({0}), and not after fine-tuning; measure yours before you ship it.",
            evidence.model,
          ),
    warning: false,
    evidenceLink: true,
  };
}
