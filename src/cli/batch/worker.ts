/** The other side of `answers-in-order.ts`: what a thread does. */
import { worker } from "workerpool";
import type { CheckedFile, CheckRequest } from "../check/check-file.ts";
import { CannotRun } from "../exit.ts";
import type { Io } from "../io.ts";
import type { FoundFile } from "../reading/find-files.ts";
import type { RankedFile, RankRequest } from "../recommend/rank-file.ts";

/** Every batch of a run has the same request. */
type Work<Request, Answer> = (request: Request, io: Pick<Io, "cwd" | "readStdin">) => Promise<ForFile<Answer>>;
type ForFile<Answer> = (file: FoundFile) => Promise<Answer>;

export function startWorker(): void {
  worker({
    check: inBatches<CheckRequest, CheckedFile>(async (request, io) => {
      const { FileChecker } = await import("../check/check-file.ts");
      const checker = new FileChecker(request, io);
      return (file) => checker.check(file);
    }),
    recommend: inBatches<RankRequest, RankedFile>(async (request, io) => {
      const { FileRanker } = await import("../recommend/rank-file.ts");
      const ranker = new FileRanker(request, io);
      return (file) => ranker.rank(file);
    }),
  });
}

function inBatches<Request, Answer>(prepare: Work<Request, Answer>) {
  let work: Promise<ForFile<Answer>> | null = null;
  return async (files: readonly FoundFile[], request: Request, cwd: string): Promise<Answer[]> => {
    work ??= prepare(request, { cwd, readStdin });
    const forFile = await work;
    const answers: Answer[] = [];
    for (const file of files) answers.push(await forFile(file));
    return answers;
  };
}

async function readStdin(): Promise<never> {
  throw new CannotRun("standard input is read by the main thread");
}
