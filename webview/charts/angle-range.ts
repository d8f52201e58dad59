/** Which angles the histograms show: zooming and moving a part of the circle, on whole bins. */
import * as l10n from "@vscode/l10n";
import type { Arc } from "./angle-scale.ts";

export const WHOLE_CIRCLE: Arc = { from: 0, to: 360 };
/** Fewer bins than this say nothing more. */
const FEWEST_BINS = 8;
/** Degrees; labels are whole degrees. */
const SMALLEST = 6;

/**
 * @param factor below 1 shows less of the circle, above 1 more
 * @param at the place that stays where it is, from 0 (left) to 1
 */
export function zoomed({ from, to }: Arc, factor: number, at: number, bins: number): Arc {
  const span = to - from;
  const least = Math.max(SMALLEST, (FEWEST_BINS * 360) / bins);
  const next = Math.min(360, Math.max(least, span * factor));
  return placed(from + (span - next) * at, next, bins);
}

/** @param share of what is shown, positive to larger angles */
export function moved({ from, to }: Arc, share: number, bins: number): Arc {
  return placed(from + (to - from) * share, to - from, bins);
}

export function isWhole({ from, to }: Arc): boolean {
  return from <= 0 && to >= 360;
}

/** "12° to 57°" */
export function arcText({ from, to }: Arc): string {
  return isWhole({ from, to }) ? l10n.t("whole circle") : l10n.t("{0} to {1}", degreesText(from), degreesText(to));
}

/** Within the circle, from one bin's edge to another's. */
function placed(from: number, span: number, bins: number): Arc {
  const count = Math.min(bins, Math.max(1, Math.round((span * bins) / 360)));
  const first = Math.min(bins - count, Math.max(0, Math.round((from * bins) / 360)));
  return { from: (first * 360) / bins, to: ((first + count) * 360) / bins };
}

function degreesText(degrees: number): string {
  return `${Number(degrees.toFixed(1))}°`;
}
