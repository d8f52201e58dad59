/** Small horizontal bars of block characters. */

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** @param share of the width, 0 to 1 */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}

/** From a value to its share on a logarithmic scale of whole decades that holds all values above 0. */
export function decadeScale(values: readonly number[]): (value: number) => number {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return () => 0;
  const low = Math.floor(Math.log10(Math.min(...positive)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...positive))));
  return (value) => (value > 0 ? (Math.log10(value) - low) / (high - low) : 0);
}
