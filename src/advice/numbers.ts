/** How numbers are written, the same in editor, preview and command line. */

/** Decimals that show two digits of the smallest value, at least five. */
export function decimalsFor(values: readonly number[]): number {
  const smallest = Math.min(...values.filter((value) => value > 0));
  if (!Number.isFinite(smallest)) return 5;
  return Math.min(12, Math.max(5, 1 - Math.floor(Math.log10(smallest))));
}

/** A mean disturbance on its own. */
export function disturbanceText(value: number, decimals = decimalsFor([value])): string {
  return value.toFixed(decimals);
}

/** "86.4 %" */
export function percentText(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** A length or a count in running text: "7,895". */
export function countText(value: number): string {
  return value.toLocaleString("en-US");
}

/** A scale or factor: at most four significant digits, no trailing zeros. */
export function factorText(value: number): string {
  return String(Number(value.toPrecision(4)));
}
