/** Many files to their answers, in the order of the files, on as many threads as pay, with bounded memory. */
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { pool } from "workerpool";
import type { Io } from "../io.ts";
import type { FoundFile } from "../reading/find-files.ts";

/** Work that is the same for every file. */
export interface Job<Request, Answer> {
  /** What `worker.ts` calls it. */
  readonly method: string;
  /** Plain data: it goes to other threads. */
  readonly request: Request;
  /** The work itself, for this thread. */
  readonly here: (file: FoundFile) => Promise<Answer>;
  /** Files are written: by this thread alone, and not in the middle of an interrupt. */
  readonly writes: boolean;
  /** Files that a thread is given at once: enough that handing them over costs little beside the work. */
  readonly batch: number;
}

export interface Answered<Answer> {
  readonly index: number;
  readonly file: FoundFile;
  readonly answer: Answer;
}

/** Batches on their way for each thread: enough to keep it busy. */
const AHEAD = 2;
/** Batches whose answers wait for the one before them, beside those on their way: few enough to keep memory flat. */
const WAITING = 16;
/**
 * Milliseconds of processor time that are spent before threads are thought of, and how much must be left for them to be worth their start.
 * The first files are slow, since their code is still cold; and configs saved beside every checkpoint are answered in no time after the first.
 */
const LOOK_AFTER = 400;
const WORTH_THREADS = 1000;
/** Milliseconds between two looks: one takes longer than the answer to a known config. */
const LOOK_EVERY = 50;

export function answersInOrder<Request, Answer>(
  files: readonly FoundFile[],
  job: Job<Request, Answer>,
  io: Io,
): AsyncGenerator<Answered<Answer>> {
  // This thread is one of them.
  const helpers = availableParallelism() - 1;
  const { workerScript } = io;
  if (job.writes) return answersOfWriter(files, job, io);
  return answersOfReader(files, job, { cwd: io.cwd, workerScript, helpers });
}

async function* answersOfWriter<Request, Answer>(
  files: readonly FoundFile[],
  { here }: Job<Request, Answer>,
  io: Io,
): AsyncGenerator<Answered<Answer>> {
  io.deferInterrupts();
  for (const [index, file] of files.entries()) {
    // Between two files is where an interrupt does no harm.
    await setImmediate();
    yield { index, file, answer: await here(file) };
  }
}

interface Threads {
  readonly cwd: string;
  readonly workerScript: string | null;
  readonly helpers: number;
}

/** Alone, until it shows that there is work for more. */
async function* answersOfReader<Request, Answer>(
  files: readonly FoundFile[],
  job: Job<Request, Answer>,
  { cwd, workerScript, helpers }: Threads,
): AsyncGenerator<Answered<Answer>> {
  let last = { index: 0, time: performance.now(), spent: spentMs() };
  const begun = last.spent;
  for (const [index, file] of files.entries()) {
    const time = performance.now();
    if (workerScript !== null && helpers > 0 && index > 0 && time - last.time > LOOK_EVERY) {
      const spent = spentMs();
      const pace = (spent - last.spent) / (index - last.index);
      if (spent - begun > LOOK_AFTER && pace * (files.length - index) > WORTH_THREADS) {
        return yield* answersTogether(files, index, job, { cwd, workerScript, helpers });
      }
      last = { index, time, spent };
    }
    yield { index, file, answer: await job.here(file) };
  }
}

/** Processor time of the process. */
function spentMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

interface Batch<Answer> {
  readonly start: number;
  readonly files: readonly FoundFile[];
  /** null: they are on their way. */
  answers: readonly Answer[] | null;
  arrived: Promise<void>;
}

/** This thread goes on working while the others start, and whenever the next answers are not there yet. */
async function* answersTogether<Request, Answer>(
  files: readonly FoundFile[],
  from: number,
  { method, request, here, batch: size }: Job<Request, Answer>,
  { cwd, workerScript, helpers }: Threads & { readonly workerScript: string },
): AsyncGenerator<Answered<Answer>> {
  const done = Promise.resolve();
  const workers = pool(workerScript, { workerType: "thread", maxWorkers: helpers });
  const pending: Batch<Answer>[] = [];
  let next = from;
  let ready = 0;
  let busy = 0;
  const take = () => {
    const batch: Batch<Answer> = { start: next, files: files.slice(next, next + size), answers: null, arrived: done };
    next += size;
    return batch;
  };
  const send = async (batch: Batch<Answer>) => {
    busy++;
    batch.answers = await workers.exec(method, [batch.files, request, cwd]);
    busy--;
  };
  try {
    for (let helper = 0; helper < helpers; helper++) {
      // Nothing to do but to load what the work needs. Where a thread cannot start, the work is done without it.
      workers.exec(method, [[], request, cwd]).then(
        () => ready++,
        () => undefined,
      );
    }
    while (next < files.length || pending.length > 0) {
      // Answers come in between two steps.
      await setImmediate();
      while (next < files.length && busy < ready * AHEAD && pending.length < ready * AHEAD + WAITING) {
        // Standard input belongs to this thread.
        if (files.slice(next, next + size).some(({ path }) => path === null)) break;
        const batch = take();
        batch.arrived = send(batch);
        // A failure is met when its turn comes; until then it must not count as unhandled.
        batch.arrived.catch(() => undefined);
        pending.push(batch);
      }
      const first = pending[0];
      if (first?.answers != null) {
        pending.shift();
        for (const [offset, answer] of first.answers.entries()) {
          const file = first.files[offset];
          if (file !== undefined) yield { index: first.start + offset, file, answer };
        }
      } else if (next < files.length && pending.length < ready * AHEAD + WAITING) {
        const batch = take();
        pending.push(batch);
        const answers: Answer[] = [];
        for (const file of batch.files) answers.push(await here(file));
        batch.answers = answers;
      } else {
        await first?.arrived;
      }
    }
  } finally {
    await workers.terminate(true);
  }
}
