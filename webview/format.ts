/** How numbers are written on the page. Lengths as in the file (16384), counts with separators (7,895). */

const GROUPED = new Intl.NumberFormat("en-US");
/** Between a number and its unit. */
const NBSP = "\u00a0";

export function countText(n: number): string {
  return GROUPED.format(n);
}

/** Decimals for a column of means: two digits of the smallest, at least five decimals, at most eight. */
export function decimalsFor(values: readonly number[]): number {
  const smallest = Math.min(...values.filter((value) => value > 0));
  if (!Number.isFinite(smallest)) return 5;
  return Math.min(8, Math.max(5, 1 - Math.floor(Math.log10(smallest))));
}

/** A disturbance in nats beside others of any size. */
export function disturbanceText(value: number): string {
  if (value >= 0.01) return value.toFixed(3);
  if (value >= 0.0001) return value.toFixed(5);
  return value > 0 ? value.toExponential(1) : "0";
}

/** A share from 0 to 1 in percent, with as many digits as it is worth. */
export function percentText(share: number): string {
  const percent = share * 100;
  if (percent === 0) return `0${NBSP}%`;
  if (percent >= 10) return `${percent.toFixed(0)}${NBSP}%`;
  if (percent >= 0.1) return `${percent.toFixed(1)}${NBSP}%`;
  return `${Number(percent.toPrecision(1))}${NBSP}%`;
}

/** Tokens that are not a whole number: a wavelength. */
export function wavelengthText(tokens: number): string {
  if (!Number.isFinite(tokens)) return "∞";
  return tokens < 100 ? tokens.toFixed(1) : String(Math.round(tokens));
}

/** 4 decimals; a value that they do not show is below 0.0001. */
export function localShiftText(value: number): string {
  if (value === 0) return "0";
  return value < 0.0001 ? `<${NBSP}0.0001` : value.toFixed(4);
}

/** Half the range of a mean over four grids, in percent of the middle. */
export function spreadText([low, high]: readonly [number, number]): string {
  const half = low + high > 0 ? (high - low) / (high + low) : 0;
  return half < 0.0005 ? `<${NBSP}0.1${NBSP}%` : `±${(half * 100).toFixed(1)}${NBSP}%`;
}

/** "×4", "×1.25". */
export function scaleText(scale: number): string {
  return `×${Number(scale.toFixed(2))}`;
}

/** A factor to eight digits: 1.0, 1.0000082, 4.0. */
export function factorText(value: number): string {
  const text = String(Number(value.toPrecision(8)));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The label of a whole decade on a logarithmic axis. */
export function decadeText(value: number): string {
  return value >= 0.001 ? String(value) : value.toExponential(0);
}

/** Each power of ten from the one below `low` to the one above `high`. */
export function decades(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.max(first + 1, Math.ceil(Math.log10(high)));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(`1e${first + index}`));
}
