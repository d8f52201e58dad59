/** Memory of one analysis. Needs Node's `--expose-gc`. */
import { type Analysis, analyse, analysisSteps, type RopeSpec } from "../../src/rope/index.ts";

/** Bytes of heap and array buffers. */
export interface Memory {
  /** In use at once at most by the first analysis of a process, compiled code included, garbage left out. */
  readonly first: number;
  /** The same for a later analysis: what one more takes. */
  readonly peak: number;
  /** Kept when it is over, its result and what the library remembers for the next one. */
  readonly kept: number;
  /** In use at most by an analysis that nobody disturbs, with the garbage that is not collected yet. */
  readonly undisturbed: number;
}

/** @param specOf a spec that no earlier analysis had, for the number of the run */
export async function memoryOf(specOf: (run: number) => RopeSpec, targetLength: number): Promise<Memory> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("memory is measured under --expose-gc");
  const first = (await growth(() => specOf(0), targetLength, gc)).peak;
  // A dozen fill what the library remembers of pretrained distributions: from then on it forgets as much as it learns.
  for (let run = 1; run <= 12; run++) analyse(specOf(run), targetLength);
  const { peak, kept } = await growth(() => specOf(13), targetLength, gc);
  const { peak: undisturbed } = await growth(
    () => specOf(14),
    targetLength,
    () => {},
  );
  return { first, peak, kept, undisturbed };
}

async function growth(
  specOf: () => RopeSpec,
  targetLength: number,
  collect: () => void,
): Promise<{ readonly peak: number; readonly kept: number }> {
  const before = await inUseAtRest();
  let peak = 0;
  const result = analyseWith(specOf(), targetLength, () => {
    collect();
    peak = Math.max(peak, inUse() - before);
  });
  const kept = (await inUseAtRest()) - before;
  // Read after the measurement, so that the result is among what is kept.
  if (result.strategies.length === 0) throw new Error("nothing was analysed");
  return { peak: Math.max(peak, kept), kept };
}

/** Analyses with a look at every step. */
function analyseWith(spec: RopeSpec, targetLength: number, look: () => void): Analysis {
  const steps = analysisSteps(spec, targetLength);
  for (;;) {
    const { done, value } = steps.next();
    look();
    if (done) return value;
  }
}

function inUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Array buffers are freed by another thread some time after their collection. */
async function inUseAtRest(): Promise<number> {
  for (let k = 0; k < 4; k++) {
    globalThis.gc?.();
    await new Promise((resume) => setTimeout(resume, 20));
  }
  return inUse();
}
