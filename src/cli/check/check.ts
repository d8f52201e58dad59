/** `rope-lens check`: findings of many files, in one of the formats. */
import { resolve } from "node:path";
import { printable } from "../../advice/printable.ts";
import { answersInOrder, type Job } from "../batch/answers-in-order.ts";
import { CannotRun, EXIT } from "../exit.ts";
import type { Io } from "../io.ts";
import { findFiles } from "../reading/find-files.ts";
import { reasonOf } from "../reading/text-file.ts";
import { complain } from "../terminal/complain.ts";
import { Progress } from "../terminal/progress.ts";
import { shownDiff } from "../terminal/shown-diff.ts";
import { writeWhole } from "../writing/write-whole.ts";
import { BaselineWriter } from "./baseline.ts";
import { type CheckedFile, type CheckRequest, FileChecker } from "./check-file.ts";
import { loadFormat } from "./formats/index.ts";
import type { FormatName } from "./formats/names.ts";
import { countSeverities, type FileReport, type Summary } from "./report.ts";

export interface CheckOptions {
  readonly format: FormatName;
  /** Apply the fixes that are the one right answer. */
  readonly fix: boolean;
  /** With `fix`: print what it would change and write nothing. */
  readonly dryRun: boolean;
  /** Report errors only; warnings still count. */
  readonly quiet: boolean;
  readonly runtimes: readonly string[];
  /** Tokens, for every file; null: not chosen. */
  readonly pretrainedLength: number | null;
  /** null: no limit. */
  readonly maxWarnings: number | null;
  /** Leave out the findings that this file knows; null: the one of the project's settings. */
  readonly baseline: string | null;
  /** Note all findings in this file instead of reporting them. */
  readonly writeBaseline: string | null;
}

/** @returns the exit code */
export async function check(patterns: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const { files, problems: missing, notes } = findFiles(patterns, io.cwd);
  const problems = [...missing];
  for (const text of [...missing, ...notes]) complain(io, text);
  const createFormat = await loadFormat(options.format);
  const format = createFormat({ io, quiet: options.quiet });
  const writer = options.writeBaseline === null ? null : new BaselineWriter(resolve(io.cwd, options.writeBaseline));
  const total = { errors: 0, warnings: 0, infos: 0 };
  const progress = new Progress(io, files.length);
  const print = (text: string) => {
    if (text === "") return;
    progress.clear();
    io.stdout.write(text);
  };
  const reportsFindings = writer === null && !options.dryRun;

  if (reportsFindings) print(format.begin());
  for await (const { file, index, answer: checked } of answersInOrder(files, jobOf(options, io), io)) {
    progress.at(index + 1);
    if (!checked.ok) {
      progress.clear();
      problems.push(checked.problem);
      complain(io, checked.problem);
      continue;
    }
    const { report, diff, note } = checked;
    if (note !== null) {
      progress.clear();
      complain(io, note);
    }
    print(shownDiff(diff, io));
    add(total, countSeverities(report.findings));
    writer?.add(file, report.findings);
    if (reportsFindings) print(format.file(options.quiet ? errorsOf(report) : report));
    await io.stdout.drained();
  }
  progress.clear();
  if (reportsFindings) print(format.end(total, problems));
  if (writer !== null && options.writeBaseline !== null) print(write(writer, options.writeBaseline, io));

  if (problems.length > 0) return EXIT.cannotRun;
  return writer === null ? verdict(total, options.maxWarnings, io) : EXIT.ok;
}

/** Files that a thread is given at once. */
const BATCH = 20;

function jobOf(options: CheckOptions, io: Io): Job<CheckRequest, CheckedFile> {
  const request = requestOf(options, io);
  const checker = new FileChecker(request, io);
  const writes = request.fix && !request.dryRun;
  return { method: "check", request, here: (file) => checker.check(file), writes, batch: BATCH };
}

function requestOf(options: CheckOptions, io: Io): CheckRequest {
  const { fix, dryRun, runtimes, pretrainedLength, baseline, writeBaseline } = options;
  const chosen = baseline === null ? null : resolve(io.cwd, baseline);
  return { fix, dryRun, runtimes, pretrainedLength, baseline: writeBaseline === null ? chosen : false };
}

function verdict(total: Summary, maxWarnings: number | null, io: Io): number {
  const tooMany = maxWarnings !== null && total.warnings > maxWarnings;
  if (tooMany && total.errors === 0) {
    const count = total.warnings === 1 ? "1 warning is" : `${total.warnings} warnings are`;
    complain(io, `${count} more than the ${maxWarnings} that --max-warnings allows`);
  }
  return total.errors > 0 || tooMany ? EXIT.findings : EXIT.ok;
}

function write(writer: BaselineWriter, name: string, io: Io): string {
  try {
    io.deferInterrupts();
    writeWhole(resolve(io.cwd, name), writer.text());
  } catch (error) {
    throw new CannotRun(`${name} was not written: ${reasonOf(error, "written")}`);
  }
  const count = writer.count === 1 ? "1 finding" : `${writer.count} findings`;
  return `${printable(name)}: ${count} noted; check leaves them out with --baseline ${printable(name)}\n`;
}

function errorsOf(report: FileReport): FileReport {
  return { ...report, findings: report.findings.filter(({ severity }) => severity === "error") };
}

function add(total: { -readonly [Key in keyof Summary]: Summary[Key] }, more: Summary): void {
  total.errors += more.errors;
  total.warnings += more.warnings;
  total.infos += more.infos;
}
