/** Many files on many threads: those of the built command, so that a thread runs what users run. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answersInOrder } from "../../../../src/cli/batch/answers-in-order.ts";
import { type CheckRequest, FileChecker } from "../../../../src/cli/check/check-file.ts";
import { type FoundFile, findFiles } from "../../../../src/cli/reading/find-files.ts";
import { LLAMA_4K, LLAMA_16K } from "../support/configs.ts";
import { folderWith, ROOT } from "../support/run-cli.ts";

const CLI = join(ROOT, "dist/cli.js");
const FILES = 120;
/** Milliseconds of work that this thread has with a file, so that helpers are worth their start. */
const WORK = 25;

function work(): void {
  const begun = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(begun);
    if (user + system > WORK * 1000) return;
  }
}

const io = (cwd: string) => ({
  cwd,
  env: {},
  version: "",
  workerScript: CLI,
  stdout: { write: () => undefined, drained: async () => undefined, isTTY: false, columns: 80 },
  stderr: { write: () => undefined, drained: async () => undefined, isTTY: false, columns: 80 },
  readStdin: async () => new TextEncoder().encode(LLAMA_16K),
  deferInterrupts: () => undefined,
  startServer: async () => undefined,
});

test.skipIf(!existsSync(CLI) || availableParallelism() < 2)(
  "answers come in the order of the files, those of other threads like those of this one",
  async () => {
    const names = Array.from({ length: FILES }, (_, i) => `m${String(i).padStart(3, "0")}/config.json`);
    const cwd = folderWith(Object.fromEntries(names.map((name, i) => [name, i % 7 === 0 ? LLAMA_16K : LLAMA_4K])));
    const found = findFiles(["."], cwd).files;
    const files = [...found.slice(0, 100), { path: null, name: "-" }, ...found.slice(100)];
    const request: CheckRequest = { fix: false, dryRun: false, runtimes: [], pretrainedLength: null, baseline: null };
    const checker = new FileChecker(request, io(cwd));
    let here = 0;
    const job = {
      method: "check",
      request,
      here: (file: FoundFile) => {
        here++;
        work();
        return checker.check(file);
      },
      writes: false,
      batch: 3,
    };
    const answers = [];
    for await (const { index, file, answer } of answersInOrder(files, job, io(cwd))) {
      expect({ index, file }).toEqual({ index: answers.length, file: files[index] });
      answers.push(answer);
    }
    const expected = [];
    for (const file of files) expected.push(await checker.check(file));
    expect(answers).toEqual(expected);
    expect(here).toBeLessThan(files.length);
  },
);
