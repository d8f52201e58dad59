/** The little Markdown that a comparison needs. Names and messages come from files: they stay text. */

/** Text that means nothing to Markdown. */
export function plainText(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>#+!|~&]/g, (character) => `\\${character}`);
}

/** The first row is the heading; the first column is text, numbers and text follow. Cells are plain text. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plainText).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
