/** Memory of `rope-lens check` and `recommend` over many files: it must not grow with their number. */

import { withConfigs } from "./config-folder.ts";
import { type BenchContext, built } from "./context.ts";
import { runProgram } from "./processes.ts";
import type { Comparison, Figure, Section } from "./results.ts";
import { ratios, summarise } from "./statistics.ts";

const ROUNDS = 2;
const FEW = 400;
const MANY = 4000;
const KB = 1000;

const VERBS = [
  { verb: "check", argv: ["--format", "ndjson"] },
  { verb: "check, all in one report", argv: ["--format", "sarif"] },
  { verb: "recommend", argv: ["--target-length", "2000000", "--bins", "36", "--format", "ndjson"] },
] as const;

export async function batchSection(context: BenchContext): Promise<Section> {
  const comparisons: Comparison[] = [];
  const figures: Figure[] = [];
  for (const { verb, argv } of VERBS) {
    const few: number[] = [];
    const many: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      context.say(`memory of ${verb}, round ${round} of ${ROUNDS}`);
      few.push(await peakOf(context, FEW, verb, argv));
      many.push(await peakOf(context, MANY, verb, argv));
    }
    comparisons.push({
      what: `${verb}: ${MANY} files / ${FEW} files`,
      ratio: ratios(many, few),
      target: { is: "at most", value: 2 },
    });
    figures.push({ what: `${verb}, ${MANY} files`, unit: "MB", value: summarise(many), target: null });
  }
  return {
    name: "batch",
    title: "Memory over many files",
    how: `The most memory that the process held at once (resident set), threads included. Every config has a text of its own, so that nothing is remembered from another; ten times the files.`,
    comparisons,
    figures,
    skipped: [],
  };
}

/** Megabytes at most in a run over as many distinct configs. */
function peakOf(context: BenchContext, count: number, verb: string, argv: readonly string[]): Promise<number> {
  // Threads run it too when they end, and say the same of their process; it is said on a line of its own.
  const report = 'process.on("exit", () => console.log("\\nmaxrss " + process.resourceUsage().maxRSS));';
  return withConfigs(context, { count, distinct: true }, async (folder) => {
    const name = verb.split(",")[0] ?? verb;
    const flags = ["--import", `data:text/javascript,${encodeURIComponent(report)}`];
    const { code, output } = await runProgram(process.execPath, [
      ...flags,
      built(context, "cli.js"),
      name,
      folder,
      ...argv,
    ]);
    if (code !== 0 && code !== 1) throw new Error(`rope-lens ${verb} ended with ${code}`);
    const said = [...output.matchAll(/^maxrss (\d+)$/gm)].map(([, kilobytes]) => Number(kilobytes));
    if (said.length === 0) throw new Error(`rope-lens ${verb} did not say how much memory it took`);
    return (Math.max(...said) * 1.024) / KB;
  });
}
