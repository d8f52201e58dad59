/** A part of a fuzzing run in a thread of its own: tells each hundred, and each find. */
import { parentPort, workerData } from "node:worker_threads";
import { randomOf } from "./random.ts";
import { fuzz } from "./run.ts";
import { tryText } from "./try-text.ts";

export interface Part {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  /** Milliseconds since 1970 at which it stops. */
  readonly until: number;
}

const { seed, first, count, until }: Part = workerData;
/** Longest that anything may take. */
const HANG_MS = 1000;
const BATCH = 100;

let done = 0;
let longest = 0;
for (const { number, text, trial } of fuzz(seed, first, count)) {
  // A machine that was busy elsewhere is not the text's fault: what is slow once is tried again.
  const { stage, ms } = trial.slowest.ms > HANG_MS ? tryText(text, randomOf(number)).slowest : trial.slowest;
  longest = Math.max(longest, ms);
  const finds = ms > HANG_MS ? [...trial.finds, { stage, problem: `took ${Math.round(ms)} ms` }] : trial.finds;
  if (finds.length > 0) parentPort?.postMessage({ number, text, finds });
  done++;
  if (done % BATCH === 0) {
    parentPort?.postMessage({ done: BATCH, longest });
    if (Date.now() > until) break;
  }
}
parentPort?.postMessage({ done: done % BATCH, longest });
