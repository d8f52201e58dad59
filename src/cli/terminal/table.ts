import stringWidth from "string-width";

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/** A cell: its text, and how it is coloured, which must not change its width. */
export interface Cell {
  readonly text: string;
  readonly style?: ((text: string) => string) | undefined;
}

const GAP = "  ";

/** Aligned lines, the titles first; each column as wide as its widest cell. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  titleStyle: (text: string) => string,
): string[] {
  const header = columns.map((column): Cell => ({ text: column.title, style: titleStyle }));
  const all = [header, ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => stringWidth(row[index]?.text ?? ""))));
  return all.map((row) => {
    const cells = columns.map(({ align }, index) => {
      const { text, style = (plain: string) => plain } = row[index] ?? { text: "" };
      const blanks = " ".repeat((widths[index] ?? 0) - stringWidth(text));
      return align === "right" ? blanks + style(text) : style(text) + blanks;
    });
    return cells.join(GAP).trimEnd();
  });
}
