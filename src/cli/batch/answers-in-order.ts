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
  /** Below this many files a second thread takes longer to start than it saves. */
  readonly worthThreads: number;
  /** Files that a thread is given at once: enough that handing them over costs little beside the work. */
  readonly batch: number;
}

export interface Answered<Answer> {
  readonly index: number;
  readonly file: FoundFile;
  readonly answer: Answer;
}

/** Batches on their way for each thread: enough to keep it busy, few enough to keep memory flat. */
const AHEAD = 2;

export function answersInOrder<Request, Answer>(
  files: readonly FoundFile[],
  job: Job<Request, Answer>,
  io: Io,
): AsyncGenerator<Answered<Answer>> {
  const threads = Math.min(availableParallelism(), Math.ceil(files.length / job.batch));
  const { workerScript } = io;
  if (job.writes || workerScript === null || threads < 2 || files.length < job.worthThreads) {
    return answersHere(files, job, io);
  }
  return answersOfThreads(files, job, { io, workerScript, threads });
}

async function* answersHere<Request, Answer>(
  files: readonly FoundFile[],
  { here, writes }: Job<Request, Answer>,
  io: Io,
): AsyncGenerator<Answered<Answer>> {
  if (writes) io.deferInterrupts();
  for (const [index, file] of files.entries()) {
    // Between two files is where an interrupt does no harm.
    if (writes) await setImmediate();
    yield { index, file, answer: await here(file) };
  }
}

interface Threads {
  readonly io: Io;
  readonly workerScript: string;
  readonly threads: number;
}

async function* answersOfThreads<Request, Answer>(
  files: readonly FoundFile[],
  { method, request, here, batch: size }: Job<Request, Answer>,
  { io, workerScript, threads }: Threads,
): AsyncGenerator<Answered<Answer>> {
  const workers = pool(workerScript, { workerType: "thread", maxWorkers: threads });
  // Standard input belongs to this thread.
  const send = async (batch: readonly FoundFile[]): Promise<Answer[]> => {
    const elsewhere = batch.filter(({ path }) => path !== null);
    const given: Answer[] = await workers.exec(method, [elsewhere, request, io.cwd]);
    const answers: Answer[] = [];
    for (const file of batch) {
      const answer = file.path === null ? await here(file) : given.shift();
      if (answer !== undefined) answers.push(answer);
    }
    return answers;
  };
  try {
    const pending: { readonly start: number; readonly answers: Promise<Answer[]> }[] = [];
    let next = 0;
    while (next < files.length || pending.length > 0) {
      while (next < files.length && pending.length < threads * AHEAD) {
        const answers = send(files.slice(next, next + size));
        // An early failure is met when its turn comes; until then it must not count as unhandled.
        answers.catch(() => undefined);
        pending.push({ start: next, answers });
        next += size;
      }
      const first = pending.shift();
      if (first === undefined) break;
      for (const [offset, answer] of (await first.answers).entries()) {
        const file = files[first.start + offset];
        if (file !== undefined) yield { index: first.start + offset, file, answer };
      }
    }
  } finally {
    await workers.terminate(true);
  }
}
