const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** "512 KiB", "8 GiB": in the largest unit that leaves a number of at least 1. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toPrecision(3))} ${UNITS[unit] ?? ""}`;
}
