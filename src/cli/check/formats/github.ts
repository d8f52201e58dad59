import type { Severity } from "../../../rules/index.ts";
import type { Finding } from "../report.ts";
import type { Format } from "./format.ts";

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

/** Workflow commands of GitHub Actions, which become annotations of the pull request. */
export function githubFormat(): Format {
  return {
    begin: () => "",
    file: ({ file, findings }) => findings.map((finding) => `${annotation(file, finding)}\n`).join(""),
    end: (_summary, problems) => problems.map((problem) => `::error::${escapeData(problem)}\n`).join(""),
  };
}

/** GitHub counts lines and columns from 1, and its last column belongs to the mark. */
function annotation(file: string, { severity, code, message, range }: Finding): string {
  const { start, end } = range;
  const properties: [string, string | number][] = [
    ["file", file],
    ["line", start.line + 1],
    ["endLine", end.line + 1],
  ];
  if (start.line === end.line) {
    properties.push(["col", start.character + 1], ["endColumn", Math.max(start.character + 1, end.character)]);
  }
  properties.push(["title", code]);
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(",");
  return `::${COMMANDS[severity]} ${written}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
