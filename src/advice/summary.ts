/** The advice in one line: code lens, status bar, command line. */
import * as l10n from "@vscode/l10n";
import type { RopeAdvice } from "./advise.ts";
import { isInFile } from "./current-strategy.ts";
import { headlineOf } from "./headline.ts";
import { disturbanceText, percentText } from "./numbers.ts";

export interface Summary {
  /** "resonant 0.00456, 86.4 % below linear" */
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
  const { pretrainedLength, targetLength } = analysis;
  return {
    lens: lensText(advice, first.title, value, cut),
    label: `${first.title} ${value}${cut === null ? "" : ` (${cut >= 0 ? "−" : "+"}${percentText(Math.abs(cut))})`}`,
    detail: l10n.t(
      "{0}. {1} Pretrained length {2}, target length {3}.",
      headline,
      evidence,
      pretrainedLength,
      targetLength,
    ),
  };
}

/** Short: it shares the line above the RoPE keys with what can be done. */
function lensText(advice: RopeAdvice, title: string, value: string, cut: number | null): string {
  if (isInFile(advice)) return l10n.t("{0} {1}, as in the file", title, value);
  if (cut === null) return `${title} ${value}`;
  const [first, share] = [`${title} ${value}`, percentText(Math.abs(cut))];
  return cut >= 0 ? l10n.t("{0}, {1} below linear", first, share) : l10n.t("{0}, {1} above linear", first, share);
}
