/** The results as a page of tables. */
import { type Comparison, type Figure, holds, type Results, type Section, type Target } from "./results.ts";
import type { Summary } from "./statistics.ts";

/** @returns Markdown */
export function reportOf({ machine, seconds, sections }: Results): string {
  const load = machine.load.map((value) => value.toFixed(1)).join(" and ");
  return `${[
    "# Benchmarks",
    "",
    "Written by `npm run bench`. Ratios come first: both sides of a ratio are measured in the same rounds of one run, so that it means",
    "the same on every machine; it is the median over the rounds, with the least and the most in brackets. Absolute figures are",
    `context. This run: ${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}; load ${load} at its start and end; ${Math.round(seconds)} s.`,
    ...sections.flatMap(sectionLines),
  ].join("\n")}\n`;
}

function sectionLines({ title, how, comparisons, figures, skipped }: Section): string[] {
  return [
    "",
    `## ${title}`,
    "",
    how,
    ...table(["ratio", "median [least, most]", "aim", ""], comparisons.map(comparisonCells)),
    ...table(["figure", "median [least, most]", "aim", ""], figures.map(figureCells)),
    ...(skipped.length === 0 ? [] : ["", ...skipped.map((reason) => `Not measured here: ${reason}`)]),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return ["", line(head), line(["---", "---:", "---:", "---"]), ...rows.map(line)];
}

function comparisonCells({ what, ratio, target }: Comparison): string[] {
  return [what, spread(ratio, "x"), aim(target, "x"), verdict(ratio, target)];
}

function figureCells({ what, unit, value, target }: Figure): string[] {
  return [what, spread(value, ` ${unit}`), aim(target, ` ${unit}`), verdict(value, target)];
}

function spread({ median, least, most, count }: Summary, unit: string): string {
  const value = `${digits(median)}${unit}`;
  return count === 1 ? value : `${value} [${digits(least)}, ${digits(most)}]`;
}

function aim(target: Target | null, unit: string): string {
  return target === null ? "" : `${target.is} ${target.value}${unit}`;
}

function verdict({ median }: Summary, target: Target | null): string {
  const reached = holds(median, target);
  if (reached === null) return "";
  return reached ? "reached" : "**falls short**";
}

/** Three significant digits, whole numbers from 100 on. */
function digits(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
