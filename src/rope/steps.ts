/** Long work in steps: run it at once, or in slices that let others in between and can be cancelled. */

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** A computation that pauses at each progress report and ends with its result. */
export type Steps<T> = Generator<Progress, T, void>;

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Longest time without letting others in, milliseconds; default 8. */
  readonly sliceMs?: number | undefined;
  /** What is waited for between slices; default: a timer, which lets input and messages in, in Node and in a browser's worker alike. */
  readonly between?: (() => Promise<void>) | undefined;
}

/** Runs to the end without a pause. */
export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs in slices. Rejects with the signal's reason when aborted. */
export async function runInSlices<T>(steps: Steps<T>, options: RunOptions = {}): Promise<T> {
  const { signal, onProgress, sliceMs = 8, between = nextTurn } = options;
  let sliceStart = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - sliceStart < sliceMs) continue;
    onProgress?.(value);
    await between();
    sliceStart = performance.now();
  }
}

/** Done once what waits, input and messages, was let in. */
export function nextTurn(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, 0));
}
