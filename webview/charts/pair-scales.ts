/** The scales of the pair chart: where its axes begin and end, and what is labelled on them. */
import type { PreviewModel, StrategyResult } from "../../src/protocol/index.ts";
import { pairCount, wavelengthOf } from "../view.ts";

/** Smaller disturbances lie on the floor. */
const FLOOR = 1e-7;

/** Whole decades around all values, and half a decade free on top. */
export function rangeOf(strategies: readonly StrategyResult[]): { low: number; high: number } {
  const values = strategies.flatMap(({ perDimension }) => perDimension).filter((value) => value > 0);
  if (values.length === 0) return { low: 1e-4, high: 1 };
  const low = Math.max(FLOOR, 10 ** Math.floor(Math.log10(Math.min(...values))));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values)) + 0.5);
  return { low, high: Math.max(high, low * 10) };
}

/** Some `parts` pairs at equal distances, and the last one. */
export function pairTicks(count: number, parts: number): number[] {
  const step = Math.max(1, Math.round(count / parts));
  const ticks = Array.from({ length: Math.ceil(count / step) }, (_, k) => k * step);
  return [...ticks.filter((pair) => count - 1 - pair >= step / 2), count - 1];
}

/** From 1 to the scale. */
export function factorTicks(scale: number): number[] {
  const between = [2, 4, 8, 16].filter((value) => value < scale * 0.75 && (scale <= 8 || value % 4 === 0));
  return [1, ...between, scale];
}

/** The pair, between two whole ones, whose wavelength is `length` tokens; the number of pairs when all are shorter. */
export function turnPair(model: PreviewModel, length: number): number {
  const count = pairCount(model);
  const first = Array.from({ length: count }, (_, pair) => wavelengthOf(model, pair)).findIndex(
    (wavelength) => wavelength > length,
  );
  if (first < 0) return count;
  if (first === 0) return 0;
  const before = Math.log(wavelengthOf(model, first - 1));
  const after = Math.log(wavelengthOf(model, first));
  const share = Number.isFinite(after) ? (Math.log(length) - before) / (after - before) : 0.5;
  return first - 1 + share;
}
