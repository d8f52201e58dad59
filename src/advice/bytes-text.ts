/** How memory is written, the same in editor and command line. */
const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** A size with at most three significant digits: "512 KiB", "7.81 GiB". */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toPrecision(value >= 1000 ? 4 : 3))} ${UNITS[unit] ?? ""}`;
}
