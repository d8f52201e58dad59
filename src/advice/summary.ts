/** The advice in one line: code lens, status bar, command line. */
import type { RopeAdvice } from "./advise.ts";
import { isInFile } from "./current-strategy.ts";
import { headlineOf } from "./headline.ts";
import { disturbanceText, percentText } from "./numbers.ts";

export interface Summary {
  /** "resonant · mean disturbance 0.00456 · 86.4 % below linear" */
  readonly lens: string;
  /** "resonant 0.00456 (−86.4 %)" */
  readonly label: string;
  /** Whole sentences. */
  readonly detail: string;
}

/** How far below `linear` the recommended strategy is, as a share; null when there is no such comparison. */
export function cutAgainstLinear({ analysis }: RopeAdvice): number | null {
  const linear = analysis.strategies.find(({ id }) => id === "linear");
  const first = analysis.strategies.find(({ id }) => id === analysis.recommended);
  if (linear === undefined || first === undefined || first.id === "linear" || linear.meanDisturbance === 0) return null;
  return 1 - first.meanDisturbance / linear.meanDisturbance;
}

/** null: there is nothing to say (nothing to extend, or no strategy in the running). */
export function summaryOf(advice: RopeAdvice): Summary | null {
  const { analysis } = advice;
  const first = analysis.strategies.find(({ id }) => id === analysis.recommended);
  if (first === undefined) return null;
  const value = disturbanceText(first.meanDisturbance);
  const cut = cutAgainstLinear(advice);
  const { headline, evidence } = headlineOf(advice, null);
  const parts = [
    isInFile(advice) ? `${first.title}, as in the file` : first.title,
    `mean disturbance ${value}`,
    cut === null ? "" : `${percentText(Math.abs(cut))} ${cut >= 0 ? "below" : "above"} linear`,
  ];
  return {
    lens: parts.filter((part) => part !== "").join(" · "),
    label: `${first.title} ${value}${cut === null ? "" : ` (${cut >= 0 ? "−" : "+"}${percentText(Math.abs(cut))})`}`,
    detail: `${headline}. ${evidence} Pretrained length ${analysis.pretrainedLength}, target length ${analysis.targetLength}.`,
  };
}
