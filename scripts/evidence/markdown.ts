/** Markdown as the documents of evidence need it. */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** A loss or a mean in nats, with three decimals. */
export const nats = (value: number): string => value.toFixed(3);

/** A difference in nats, with its sign and three decimals. */
export function difference(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return text === "0.000" ? text : `${value > 0 ? "+" : "−"}${text}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export const times = (scale: number): string => `${scale}x`;
