/** Scales that all rows of one pair share: heights of shares, parts and units of the circle. */
import * as l10n from "@vscode/l10n";

/** A part of the circle, in degrees. */
export interface Arc {
  readonly from: number;
  readonly to: number;
}

export type AngleUnit = "degrees" | "radians";

export interface ShareScale {
  /** Height of a share of positions (0 to 1), from 0 to `max`. */
  height(share: number): number;
  readonly max: number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

const NICE = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 4, 5, 10, 20, 50, 100];
/** The labelled share is at least this part of the largest. */
const LABELLED = 0.6;
/** Lower decades would be labelled too close to zero. */
const LABELLED_LOG = 0.45;

export interface Histogram {
  readonly counts: readonly number[];
  /** Positions in all. */
  readonly total: number;
}

/** Heights in proportion to the shares. */
export function linearShares(histograms: readonly Histogram[]): ShareScale {
  const largest = Math.max(largestShare(histograms) * 100, 1e-3) * 1.04;
  const tick = NICE.find((value) => value >= largest * LABELLED) ?? largest;
  return {
    height: (share) => share * 100,
    max: Math.max(largest, tick),
    ticks: [
      { at: 0, text: "0" },
      { at: tick, text: `${tick} %` },
    ],
  };
}

/** A decade of the share is as high as any other; half of a single position has no height. */
export function logarithmicShares(histograms: readonly Histogram[]): ShareScale {
  const floor = 0.5 / Math.max(1, ...histograms.map(({ total }) => total));
  const height = (share: number): number => Math.max(0, Math.log10(Math.max(share, floor) / floor));
  const largest = Math.max(largestShare(histograms), floor * 10);
  const percents = [0.01, 0.1, 1, 10, 100].filter(
    (percent) => percent / 100 <= largest && height(percent / 100) >= height(largest) * LABELLED_LOG,
  );
  return {
    height,
    max: height(largest) * 1.04,
    ticks: [{ at: 0, text: "0" }, ...percents.map((percent) => ({ at: height(percent / 100), text: `${percent} %` }))],
  };
}

function largestShare(histograms: readonly Histogram[]): number {
  return Math.max(...histograms.map(({ counts, total }) => Math.max(...counts) / Math.max(1, total)));
}

/** Degrees between the labels of an axis. */
export function degreeStep(span: number, width: number): number {
  if (span > 180) return width < 560 ? 90 : 45;
  if (span > 90) return 30;
  if (span > 45) return 15;
  if (span > 20) return 5;
  return span > 10 ? 2 : 1;
}

/** "135°", or as a fraction of π: "3π/4". */
export function angleLabel(degrees: number, unit: AngleUnit): string {
  if (unit === "degrees") return `${degrees}°`;
  if (degrees === 0) return "0";
  const divisor = greatestDivisor(degrees, 180);
  const over = degrees / divisor;
  const under = 180 / divisor;
  return `${over === 1 ? "" : over}π${under === 1 ? "" : `/${under}`}`;
}

/** "138° to 139°", or "2.409 to 2.426". */
export function binText(bin: number, bins: number, unit: AngleUnit): string {
  const edge = (k: number): string =>
    unit === "degrees" ? `${Number(((k * 360) / bins).toFixed(2))}°` : ((k * 2 * Math.PI) / bins).toFixed(3);
  return l10n.t("{0} to {1}", edge(bin), edge(bin + 1));
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
