/** The paper's loops in Python, run in a process of its own. */
import type { BaselineResults } from "./agreement.ts";
import { BINS, PRETRAINED_LENGTH, ROTARY_DIM, TARGET_LENGTH } from "./llama2.ts";
import { jsonOf } from "./processes.ts";

export interface PythonRuns {
  readonly python: string;
  /** One a theta. */
  readonly runs: readonly { readonly seconds: number; readonly cpuSeconds: number }[];
  readonly strategies: BaselineResults;
}

/** @throws Error where there is no `python3` */
export function pythonLoops(script: string, thetas: readonly number[], counts: boolean): Promise<PythonRuns> {
  const request = {
    thetas,
    rotaryDim: ROTARY_DIM,
    pretrainedLength: PRETRAINED_LENGTH,
    targetLength: TARGET_LENGTH,
    bins: BINS,
    counts,
  };
  return jsonOf("python3", [script], { input: JSON.stringify(request) });
}
