import { printable } from "../../../advice/printable.ts";
import { linesOf } from "../../output/position.ts";
import { codeFrame } from "../../terminal/code-frame.ts";
import { severityStyle, stylesFor } from "../../terminal/styles.ts";
import { textWidth, wrap } from "../../terminal/wrap.ts";
import type { Finding, Summary } from "../report.ts";
import type { CreateFormat } from "./format.ts";

/** Where a code frame goes to no terminal, its lines are cut at this. */
const DEFAULT_WIDTH = 100;

/** For people: each finding with the lines that it stands in. */
export const prettyFormat: CreateFormat = ({ io, quiet }) => {
  const styles = stylesFor(io);
  const width = textWidth(io.stdout);
  let files = 0;
  let configs = 0;
  let changed = 0;

  const show = (file: string, lines: readonly string[], finding: Finding): string => {
    const { range, severity, code, message, fixes } = finding;
    const colour = severityStyle(styles, severity);
    const place = `${printable(file)}:${range.start.line + 1}:${range.start.character + 1}`;
    const parts = [
      `${styles.bold(place)}  ${colour(severity)}  ${styles.dim(code)}`,
      wrap(printable(message), width, "  "),
      "",
      indent(codeFrame(lines, range, { styles, mark: colour, width: (width ?? DEFAULT_WIDTH) - 2 })),
      "",
      ...fixes.map(({ title, preferred }) => {
        const how = preferred ? "fix (applied by --fix)" : "possible fix";
        return wrap(`${how}: ${printable(title)}`, width, "  ");
      }),
      ...(fixes.length > 0 ? [""] : []),
    ];
    return `${parts.join("\n")}\n`;
  };

  return {
    begin: () => "",
    file: ({ file, text, isModelConfig, findings, wasFixed }) => {
      files++;
      if (wasFixed) changed++;
      if (isModelConfig) configs++;
      if (findings.length === 0) return "";
      const lines = linesOf(text);
      return findings.map((finding) => show(file, lines, finding)).join("");
    },
    end: (summary) =>
      files === 0 || (quiet && summary.errors === 0) ? "" : `${summaryLine(summary, files, configs)}\n`,
  };

  function summaryLine({ errors, warnings, infos }: Summary, checked: number, recognised: number): string {
    const counts = [
      errors > 0 ? styles.red(counted(errors, "error")) : "",
      warnings > 0 ? styles.yellow(counted(warnings, "warning")) : "",
      infos > 0 ? styles.cyan(counted(infos, "info")) : "",
    ].filter((part) => part !== "");
    const found = counts.length === 0 ? styles.green("No findings") : counts.join(", ");
    const others = checked - recognised;
    const left = others === 0 ? "" : ` (${counted(others, "other file")} left alone)`;
    const fixed = changed === 0 ? "" : ` ${counted(changed, "file")} fixed.`;
    return `${found} in ${counted(recognised, "model config")}${left}.${fixed}`;
  }
};

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
