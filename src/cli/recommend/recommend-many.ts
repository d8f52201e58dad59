/** `rope-lens recommend` over many files: one answer a file, in the order of the files. */
import { join, resolve } from "node:path";
import { answersInOrder } from "../batch/answers-in-order.ts";
import { CannotRun, EXIT } from "../exit.ts";
import type { Io } from "../io.ts";
import { findFiles, isGlob, kindOf } from "../reading/find-files.ts";
import { complain } from "../terminal/complain.ts";
import { Progress } from "../terminal/progress.ts";
import { csvHeader } from "./csv.ts";
import { FileRanker, type RankRequest } from "./rank-file.ts";

/** Files that a thread is given at once. */
const BATCH = 1;

/** Whether these arguments stand for more than the one config of a file, a folder that holds it, or standard input. */
export function areMany(patterns: readonly string[], cwd: string): boolean {
  const [pattern] = patterns;
  if (pattern === undefined || patterns.length > 1) return true;
  const path = resolve(cwd, pattern);
  const kind = kindOf(path);
  if (kind === "folder") return kindOf(join(path, "config.json")) !== "file";
  return kind === "none" && isGlob(pattern);
}

/**
 * @returns the exit code
 * @throws CannotRun when there is no file at all
 */
export async function recommendMany(patterns: readonly string[], request: RankRequest, io: Io): Promise<number> {
  const { files, problems, notes } = findFiles(patterns, io.cwd);
  for (const text of [...problems, ...notes]) complain(io, text);
  if (files.length === 0) throw new CannotRun("there is no config to rank strategies for");
  const ranker = new FileRanker(request, io);
  const job = {
    method: "recommend",
    request,
    here: ranker.rank.bind(ranker),
    writes: false,
    batch: BATCH,
  };
  const progress = new Progress(io, files.length);
  let failed = problems.length > 0;
  let ranked = 0;
  let others = 0;
  if (request.format === "csv") io.stdout.write(csvHeader({ withFile: true }));
  for await (const { index, answer } of answersInOrder(files, job, io)) {
    progress.at(index + 1);
    if (answer.kind === "problem") {
      failed = true;
      progress.clear();
      complain(io, answer.problem);
    } else if (answer.kind === "ranked") {
      ranked++;
      progress.clear();
      io.stdout.write(answer.text);
      await io.stdout.drained();
    } else {
      others++;
      if (answer.note === null) continue;
      progress.clear();
      complain(io, answer.note);
    }
  }
  progress.clear();
  if (request.format === "pretty")
    io.stdout.write(`\n${ranked === 1 ? "1 model config" : `${ranked} model configs`}${leftAlone(others)}.\n`);
  return failed ? EXIT.cannotRun : EXIT.ok;
}

function leftAlone(others: number): string {
  if (others === 0) return "";
  return others === 1 ? " (1 other file left alone)" : ` (${others} other files left alone)`;
}
