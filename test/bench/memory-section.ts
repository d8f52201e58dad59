/** Memory of one analysis with everything, at both lengths. */
import { join } from "node:path";
import type { BenchContext } from "./context.ts";
import type { Memory } from "./memory.ts";
import { jsonOf } from "./processes.ts";
import type { Figure, Section } from "./results.ts";
import { summarise } from "./statistics.ts";
import type { TaskName } from "./tasks.ts";

const ROUNDS = 3;
const BYTES = 1_000_000;
const LENGTHS = [
  { task: "memory", length: "16384 tokens" },
  { task: "memoryLong", length: "10,000,000 tokens" },
] as const satisfies readonly { task: TaskName; length: string }[];

export async function memorySection({ cache, say }: BenchContext): Promise<Section> {
  const figures: Figure[] = [];
  for (const { task, length } of LENGTHS) {
    say(`memory, ${length}`);
    const runs: Memory[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      runs.push(await jsonOf(process.execPath, ["--expose-gc", join(cache, "task.mjs"), task]));
    }
    const figure = (what: string, bytes: (memory: Memory) => number): Figure => ({
      what: `${what}, ${length}`,
      unit: "MB",
      value: summarise(runs.map((memory) => bytes(memory) / BYTES)),
      target: { is: "below", value: 10 },
    });
    figures.push(
      figure("in use at once at most", ({ peak }) => peak),
      figure("in use at once at most, first of the process", ({ first }) => first),
      figure("with garbage not yet collected", ({ undisturbed }) => undisturbed),
      figure("kept afterwards", ({ kept }) => kept),
    );
  }
  return {
    name: "memory",
    title: "Memory of one analysis",
    how: `LLaMA-2 with every strategy, the bound and 16 grids. Growth of heap and array buffers in a process of its own, looked at after every step of the analysis; garbage is
collected before each look, save where the row says otherwise. Later analyses forget as many pretrained distributions as they remember, hence what is kept can be below 0.`,
    comparisons: [],
    figures,
    skipped: [],
  };
}
