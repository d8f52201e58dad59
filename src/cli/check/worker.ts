/** The other side of `check-all.ts`: what a thread does. */
import { worker } from "workerpool";
import { CannotRun } from "../exit.ts";
import type { FoundFile } from "../reading/find-files.ts";
import { type CheckedFile, type CheckRequest, FileChecker } from "./check-file.ts";

export function startCheckWorker(): void {
  let checker: FileChecker | null = null;
  worker({
    check: async (files: readonly FoundFile[], request: CheckRequest, cwd: string): Promise<CheckedFile[]> => {
      // Every batch of a run has the same request.
      checker ??= new FileChecker(request, { cwd, readStdin });
      const answers: CheckedFile[] = [];
      for (const file of files) answers.push(await checker.check(file));
      return answers;
    },
  });
}

async function readStdin(): Promise<never> {
  throw new CannotRun("standard input is read by the main thread");
}
