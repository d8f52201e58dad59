/** How memory is written, the same in editor and command line. */
import * as l10n from "@vscode/l10n";

const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB"];

/** A size with at most three significant digits: "512 KiB", "7.81 GiB". */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return l10n.t("{0} bytes", rounded(bytes));
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${rounded(value)} ${UNITS[unit] ?? ""}`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 4 : 3));
}
