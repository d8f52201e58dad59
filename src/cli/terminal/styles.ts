/** Colour, where it is wanted: on a terminal, unless NO_COLOR (no-color.org) or a dumb terminal says otherwise. */
import pc from "picocolors";
import type { Severity } from "../../rules/index.ts";
import type { Io, Output } from "../io.ts";

export type Styles = ReturnType<typeof pc.createColors>;

export function stylesFor(io: Io, output: Output = io.stdout): Styles {
  return pc.createColors(wantsColour(io, output));
}

export function wantsColour({ env }: Pick<Io, "env">, output: Output): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  return output.isTTY && env.TERM !== "dumb";
}

export function severityStyle(styles: Styles, severity: Severity): (text: string) => string {
  switch (severity) {
    case "error":
      return styles.red;
    case "warning":
      return styles.yellow;
    case "info":
      return styles.cyan;
    case "hint":
      return styles.dim;
  }
}
