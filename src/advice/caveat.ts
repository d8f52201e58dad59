/** What disturbance does not say, beside every recommendation. */
import * as l10n from "@vscode/l10n";
import type { StrategyResult } from "../rope/analysis.ts";
import type { Use } from "../rope/spec.ts";

export interface Caveat {
  readonly text: string;
  readonly warning: boolean;
  /** Offer the table of what was measured. */
  readonly evidenceLink: boolean;
}

/** The model that docs/method.md reports measurements of. */
const MEASURED_MODEL = "SmolLM2-135M";

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
            "Disturbance is not quality. On one small model ({0}, not fine-tuned) resonant had the lowest perplexity of the strategies measured; measure yours before you ship it.",
            MEASURED_MODEL,
          )
        : l10n.t(
            "Disturbance is not quality. resonant has been measured on one small model ({0}), and not after fine-tuning; measure yours before you ship it.",
            MEASURED_MODEL,
          ),
    warning: false,
    evidenceLink: true,
  };
}
