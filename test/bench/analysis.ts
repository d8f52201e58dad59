/** The analysis of LLaMA-2 against the paper's loops, and against itself at ten million tokens. */
import { join } from "node:path";
import { type Agreement, requireAgreement } from "./agreement.ts";
import { type BenchContext, ROUNDS } from "./context.ts";
import { BINS, freshTheta, PRETRAINED_LENGTH, ROTARY_DIM, TARGET_LENGTH, THETA } from "./llama2.ts";
import type { Measured } from "./measure.ts";
import { jsonOf } from "./processes.ts";
import { pythonLoops } from "./python.ts";
import { referenceLoops } from "./reference-loops.ts";
import type { Comparison, Figure, Section, Target } from "./results.ts";
import { ratios, summarise } from "./statistics.ts";
import type { TaskName } from "./tasks.ts";

const TIMED = [
  "loops",
  "paper",
  "paperLong",
  "resonant",
  "resonantLong",
  "everything",
  "everythingLong",
] as const satisfies readonly TaskName[];
type Timed = (typeof TIMED)[number];

const HOW = `LLaMA-2 (64 pairs, ${BINS} bins, ${PRETRAINED_LENGTH} to ${TARGET_LENGTH} tokens). The same work: none, linear, ntk, dynamic, yarn, llama3 and distributional,
without the bound and without repetition on other grids. The loops count the pretrained window once and the extended one once a strategy. Times are processor
time, every thread counted, so that other programs do not blur them. Each side runs in a fresh process each round; apart from *first run in a
fresh process*, code is warm. Remembered histograms are kept out: every run has a theta that no run before had (pair 0, which turns by 1 whatever theta is, excepted).`;

export async function analysisSection(context: BenchContext): Promise<Section> {
  const script = join(context.root, "test", "bench", "reference_loops.py");
  const skipped: string[] = [];
  const agreements = [agreementLine("TypeScript", requireAgreement("TypeScript loops", typescriptLoops()))];
  let python: string | null = null;
  try {
    const { python: version, strategies } = await pythonLoops(script, [THETA], true);
    python = version;
    agreements.push(agreementLine(`Python ${version}`, requireAgreement("Python loops", strategies)));
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes("could not be started")) throw error;
    skipped.push(`the loops in Python (${error.message}).`);
  }

  const pythonTimes: number[] = [];
  const measured: Record<Timed, Measured[]> = {
    loops: [],
    paper: [],
    paperLong: [],
    resonant: [],
    resonantLong: [],
    everything: [],
    everythingLong: [],
  };
  for (let round = 1; round <= ROUNDS; round++) {
    context.say(`analysis, round ${round} of ${ROUNDS}`);
    if (python !== null) {
      const { runs } = await pythonLoops(script, [freshTheta(round)], false);
      pythonTimes.push(...runs.map(({ cpuSeconds }) => 1000 * cpuSeconds));
    }
    for (const task of TIMED)
      measured[task].push(await jsonOf(process.execPath, [join(context.cache, "task.mjs"), task]));
  }

  const warm = (task: Timed): number[] => measured[task].map(({ cpu }) => cpu);
  const first = (task: Timed): number[] => measured[task].map((times) => times.first);
  const comparison = (what: string, over: number[], under: number[], target: Target | null = null): Comparison => ({
    what,
    ratio: ratios(over, under),
    target,
  });
  const figure = (what: string, values: number[], target: Target | null = null): Figure => ({
    what,
    unit: "ms",
    value: summarise(values),
    target,
  });
  const flat: Target = { is: "at most", value: 1.5 };
  return {
    name: "analysis",
    title: "Analysis of one model",
    how: `${HOW}\n\n${agreements.join("\n")}`,
    comparisons: [
      ...(python === null
        ? []
        : [
            comparison("loops in Python / RoPE Lens, the same work", pythonTimes, warm("paper"), {
              is: "at least",
              value: 1000,
            }),
          ]),
      comparison("loops in TypeScript / RoPE Lens, the same work", warm("loops"), warm("paper"), {
        is: "at least",
        value: 50,
      }),
      ...(python === null
        ? []
        : [comparison("loops in Python / RoPE Lens, first run in a fresh process", pythonTimes, first("paper"))]),
      comparison(
        "loops in TypeScript / RoPE Lens, first run in a fresh process of each",
        first("loops"),
        first("paper"),
      ),
      comparison("10,000,000 tokens / 16384 tokens, the same work", warm("paperLong"), warm("paper"), flat),
      comparison(
        "10,000,000 tokens / 16384 tokens, with resonant and the bound",
        warm("resonantLong"),
        warm("resonant"),
        flat,
      ),
      comparison(
        "10,000,000 tokens / 16384 tokens, with resonant, the bound and 16 grids",
        warm("everythingLong"),
        warm("everything"),
        flat,
      ),
    ],
    figures: [
      ...(python === null ? [] : [figure("loops in Python", pythonTimes)]),
      figure("loops in TypeScript", warm("loops")),
      figure("RoPE Lens, the same work", warm("paper"), { is: "below", value: 5 }),
      figure("with resonant and the bound", warm("resonant"), { is: "below", value: 25 }),
      figure("with resonant, the bound and 16 grids", warm("everything"), { is: "below", value: 100 }),
      figure("the same work, 10,000,000 tokens", warm("paperLong")),
      figure("with resonant and the bound, 10,000,000 tokens", warm("resonantLong")),
      figure("with resonant, the bound and 16 grids, 10,000,000 tokens", warm("everythingLong")),
      figure("first run in a fresh process, the same work", first("paper")),
      figure("first run in a fresh process, with everything", first("everything")),
    ],
    skipped,
  };
}

function typescriptLoops() {
  return referenceLoops({
    theta: THETA,
    rotaryDim: ROTARY_DIM,
    pretrainedLength: PRETRAINED_LENGTH,
    targetLength: TARGET_LENGTH,
    bins: BINS,
  });
}

function agreementLine(language: string, agreement: Agreement): string {
  const { histograms, boundaries, movedBoundaries, largestDifference } = agreement;
  return `The loops in ${language} counted the same ${histograms} histograms: at ${movedBoundaries} of ${boundaries} bin boundaries one position lies on the other side, by rounding; no pair's disturbance differs by more than ${largestDifference.toExponential(1)} nats.`;
}
