/** Everything that is written from the measurements: the document, its plots, the product's figures, the README's sentence. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { documentOf } from "./document.ts";
import { plotsOf } from "./plot.ts";
import { comparisons, distinct, isComplete, readRecords } from "./records.ts";
import { type Summary, summaryOf } from "./summary.ts";

export interface Written {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

const README_PART = /(<!-- evidence -->\n)[\s\S]*?(<!-- \/evidence -->)/;

/** What should be in the files, given the measurements in evidence/results. */
export function evidenceFiles(root: string): Written[] {
  const records = readRecords(join(root, "evidence", "results"));
  const summary = summaryOf(records);
  const complete = comparisons(records.losses).filter(isComplete);
  const plots = distinct(complete.map(({ scale }) => scale)).map((scale) =>
    plotsOf(complete.filter((comparison) => comparison.scale === scale)),
  );
  const readme = readFileSync(join(root, "README.md"), "utf8");
  if (!README_PART.test(readme)) throw new Error("README.md has no part for the evidence");
  return [
    { path: "docs/evidence.md", text: documentOf(records, summary, plots) },
    ...plots.flatMap(({ scale, losses, gaps }) => [
      { path: `docs/images/evidence-loss-${scale}x.svg`, text: losses },
      { path: `docs/images/evidence-gaps-${scale}x.svg`, text: gaps },
    ]),
    { path: "src/advice/data/evidence.json", text: `${JSON.stringify(summary, null, 2)}\n` },
    { path: "README.md", text: readme.replace(README_PART, `$1${readmeSentence(summary)}\n$2`) },
  ];
}

/** In the words of the caveat beside a recommendation (src/advice/caveat.ts). */
function readmeSentence({ model, strategies, comparisons: count, wins }: Summary): string {
  return [
    `On one small model (${model}, not fine-tuned) it had the least loss beyond the window of ${strategies} strategies in ${wins.resonant ?? 0} of ${count} measurements,`,
    "each at its own attention factor (`docs/evidence.md`, reproducible with `npm run evidence`). Disturbance is not quality, and one small model is no promise for yours: measure before you ship.",
  ].join("\n");
}

/** Rewrites what differs. */
export function writeEvidence(root: string, say: (text: string) => void): void {
  for (const { path, text } of evidenceFiles(root)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    say(`wrote ${path}`);
  }
}
