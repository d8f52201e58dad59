import type { FileReport, Finding } from "../report.ts";
import type { Format } from "./format.ts";

/**
 * A suite a file, a case a finding; a file without findings is one case that passes. Errors fail, the rest passes with its text: a
 * report must not turn red where the exit code is 0.
 */
export function junitFormat(): Format {
  return {
    begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rope-lens">\n',
    file: (report) => suite(report),
    end: (_summary, problems) => `${problems.map(unreadable).join("")}</testsuites>\n`,
  };
}

function suite({ file, findings }: FileReport): string {
  const failures = findings.filter(({ severity }) => severity === "error").length;
  const counts = `tests="${Math.max(1, findings.length)}" failures="${failures}" errors="0"`;
  const cases =
    findings.length === 0
      ? `    <testcase name="check" classname="${escapeXml(file)}"/>\n`
      : findings.map((finding) => testCase(file, finding)).join("");
  return `  <testsuite name="${escapeXml(file)}" ${counts}>\n${cases}  </testsuite>\n`;
}

function testCase(file: string, { code, severity, message, range }: Finding): string {
  const line = range.start.line + 1;
  const place = `${file}:${line}:${range.start.character + 1}`;
  const name = escapeXml(`${code} at ${line}:${range.start.character + 1}`);
  const open = `    <testcase name="${name}" classname="${escapeXml(file)}" file="${escapeXml(file)}" line="${line}">`;
  const body =
    severity === "error"
      ? `<failure type="${escapeXml(code)}" message="${escapeXml(message)}">${escapeXml(`${place}: ${message}`)}</failure>`
      : `<system-out>${escapeXml(`${severity}: ${place}: ${message}`)}</system-out>`;
  return `${open}${body}</testcase>\n`;
}

function unreadable(problem: string): string {
  return (
    `  <testsuite name="unreadable" tests="1" failures="0" errors="1">\n` +
    `    <testcase name="read"><error message="${escapeXml(problem)}"/></testcase>\n  </testsuite>\n`
  );
}

/** What XML 1.0 cannot hold at all becomes the replacement character. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function escapeXml(text: string): string {
  return text
    .replace(NOT_XML, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;")
    .replaceAll("\t", "&#9;");
}
