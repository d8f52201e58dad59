/** "16384", "16,384", "128K" (1024 each), "1M"; null when it is no length. */
export function parseLength(text: string): number | null {
  const match = /^\s*(\d[\d,_ ]*)\s*([kKmM])?\s*$/.exec(text);
  if (match === null) return null;
  const [, digits = "", unit = ""] = match;
  const value = Number(digits.replaceAll(/[,_ ]/g, "")) * ({ k: 1024, m: 1024 ** 2 }[unit.toLowerCase()] ?? 1);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
