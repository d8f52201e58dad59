/** Many files to their reports, in the order of the files, on as many threads as pay. Files are written by one thread alone. */
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { pool } from "workerpool";
import type { Io } from "../io.ts";
import type { FoundFile } from "../reading/find-files.ts";
import { type CheckedFile, type CheckRequest, FileChecker } from "./check-file.ts";

export interface Answer {
  readonly index: number;
  readonly file: FoundFile;
  readonly checked: CheckedFile;
}

/** Below this a second thread takes longer to start than it saves. */
const WORTH_THREADS = 300;

/** Files that a thread is given at once. */
export const BATCH = 20;

/** Batches on their way for each thread: enough to keep it busy, few enough to keep memory flat. */
const AHEAD = 2;

export function checkAll(files: readonly FoundFile[], request: CheckRequest, io: Io): AsyncGenerator<Answer> {
  const threads = Math.min(availableParallelism(), Math.ceil(files.length / BATCH));
  const { workerScript } = io;
  const writes = request.fix && !request.dryRun;
  if (writes || workerScript === null || threads < 2 || files.length < WORTH_THREADS)
    return checkHere(files, request, io);
  return checkInThreads(files, request, { io, workerScript, threads });
}

async function* checkHere(files: readonly FoundFile[], request: CheckRequest, io: Io): AsyncGenerator<Answer> {
  const checker = new FileChecker(request, io);
  const writes = request.fix && !request.dryRun;
  if (writes) io.deferInterrupts();
  for (const [index, file] of files.entries()) {
    // Between two files is where an interrupt does no harm.
    if (writes) await setImmediate();
    yield { index, file, checked: await checker.check(file) };
  }
}

interface Threads {
  readonly io: Io;
  readonly workerScript: string;
  readonly threads: number;
}

export async function* checkInThreads(
  files: readonly FoundFile[],
  request: CheckRequest,
  { io, workerScript, threads }: Threads,
): AsyncGenerator<Answer> {
  const here = new FileChecker(request, io);
  const workers = pool(workerScript, { workerType: "thread", maxWorkers: threads });
  // Standard input belongs to this thread.
  const send = async (batch: readonly FoundFile[]): Promise<CheckedFile[]> => {
    const elsewhere = batch.filter(({ path }) => path !== null);
    const answers: CheckedFile[] = await workers.exec("check", [elsewhere, request, io.cwd]);
    const checked: CheckedFile[] = [];
    for (const file of batch) {
      const answer = file.path === null ? await here.check(file) : answers.shift();
      if (answer !== undefined) checked.push(answer);
    }
    return checked;
  };
  try {
    const pending: { readonly start: number; readonly answers: Promise<CheckedFile[]> }[] = [];
    let next = 0;
    while (next < files.length || pending.length > 0) {
      while (next < files.length && pending.length < threads * AHEAD) {
        const answers = send(files.slice(next, next + BATCH));
        // An early failure is met when its turn comes; until then it must not count as unhandled.
        answers.catch(() => undefined);
        pending.push({ start: next, answers });
        next += BATCH;
      }
      const first = pending.shift();
      if (first === undefined) break;
      for (const [offset, checked] of (await first.answers).entries()) {
        const file = files[first.start + offset];
        if (file !== undefined) yield { index: first.start + offset, file, checked };
      }
    }
  } finally {
    await workers.terminate(true);
  }
}
