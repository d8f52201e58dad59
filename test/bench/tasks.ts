/** What a process of its own does for the bench: one task by name, its result as JSON on standard output. */
import { type AnalysisOptions, analyse } from "../../src/rope/index.ts";
import {
  BINS,
  freshTheta,
  LONG_TARGET_LENGTH,
  llama2,
  PAPER_STRATEGIES,
  PRETRAINED_LENGTH,
  ROTARY_DIM,
  TARGET_LENGTH,
} from "./llama2.ts";
import { measure } from "./measure.ts";
import { type Memory, memoryOf } from "./memory.ts";
import { referenceLoops } from "./reference-loops.ts";

/** The work that the paper's loops do: no `resonant`, no bound made of it, no repetition on other grids. */
const PAPER_WORK: AnalysisOptions = { bins: BINS, strategies: PAPER_STRATEGIES, bound: false, stability: false };
const WITH_RESONANT: AnalysisOptions = { bins: BINS, stability: false };
const EVERYTHING: AnalysisOptions = { bins: BINS };

const analysis = (targetLength: number, options: AnalysisOptions) => () =>
  measure((run) => {
    analyse(llama2(freshTheta(run)), targetLength, options);
  });

const memory = (targetLength: number) => (): Promise<Memory> =>
  memoryOf((run) => llama2(freshTheta(run)), targetLength);

export const TASKS = {
  loops: () =>
    measure((run) => {
      referenceLoops({
        theta: freshTheta(run),
        rotaryDim: ROTARY_DIM,
        pretrainedLength: PRETRAINED_LENGTH,
        targetLength: TARGET_LENGTH,
        bins: BINS,
      });
    }),
  paper: analysis(TARGET_LENGTH, PAPER_WORK),
  paperLong: analysis(LONG_TARGET_LENGTH, PAPER_WORK),
  resonant: analysis(TARGET_LENGTH, WITH_RESONANT),
  resonantLong: analysis(LONG_TARGET_LENGTH, WITH_RESONANT),
  everything: analysis(TARGET_LENGTH, EVERYTHING),
  everythingLong: analysis(LONG_TARGET_LENGTH, EVERYTHING),
  memory: memory(TARGET_LENGTH),
  memoryLong: memory(LONG_TARGET_LENGTH),
} as const;

export type TaskName = keyof typeof TASKS;

export function isTaskName(name: string): name is TaskName {
  return Object.hasOwn(TASKS, name);
}
