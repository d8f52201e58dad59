/** What disturbance does not say, beside every recommendation. */
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
      text: `${strategy.title} needs fine-tuning: it moves the angles between neighbouring tokens (local shift ${strategy.localShift.toFixed(4)}), which disturbance does not see.`,
      warning: true,
      evidenceLink: false,
    };
  }
  if (strategy.id !== "resonant") {
    return {
      text: "Disturbance is not quality: measure perplexity before you ship it.",
      warning: false,
      evidenceLink: false,
    };
  }
  const measured =
    use === "as-is"
      ? `On one small model (${MEASURED_MODEL}, not fine-tuned) resonant had the lowest perplexity of the strategies measured`
      : `resonant has been measured on one small model (${MEASURED_MODEL}), and not after fine-tuning`;
  return {
    text: `Disturbance is not quality. ${measured}; measure yours before you ship it.`,
    warning: false,
    evidenceLink: true,
  };
}
