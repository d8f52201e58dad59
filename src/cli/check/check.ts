/** `rope-lens check`: findings of many files, in one of the formats. */

import { readConfig } from "../../config/index.ts";
import { CannotRun, EXIT } from "../exit.ts";
import type { Io } from "../io.ts";
import { type FoundFile, findFiles } from "../reading/find-files.ts";
import { readConfigFile, readSiblings } from "../reading/read-config-file.ts";
import { complain } from "../terminal/complain.ts";
import { Progress } from "../terminal/progress.ts";
import { replaceFile } from "../writing/replace-file.ts";
import { unifiedDiff } from "../writing/unified-diff.ts";
import { examine, fixed } from "./examine.ts";
import { FORMATS } from "./formats/index.ts";
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
  /** null: no limit. */
  readonly maxWarnings: number | null;
}

/** @returns the exit code */
export async function check(patterns: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const { files, problems: missing, notes } = findFiles(patterns, io.cwd);
  const problems = [...missing];
  for (const text of [...missing, ...notes]) complain(io, text);
  const format = FORMATS[options.format]({ io, quiet: options.quiet });
  const total = { errors: 0, warnings: 0, infos: 0 };
  const progress = new Progress(io, files.length);
  const print = (text: string) => {
    if (text === "" || options.dryRun) return;
    progress.clear();
    io.stdout.write(text);
  };

  print(format.begin());
  for (const [index, file] of files.entries()) {
    progress.at(index);
    try {
      const report = await checkFile(file, options, io);
      add(total, countSeverities(report.findings));
      print(format.file(options.quiet ? errorsOf(report) : report));
    } catch (error) {
      if (!(error instanceof CannotRun)) throw error;
      progress.clear();
      problems.push(error.message);
      complain(io, error.message);
    }
  }
  progress.clear();
  print(format.end(total, problems));

  if (problems.length > 0) return EXIT.cannotRun;
  const tooMany = options.maxWarnings !== null && total.warnings > options.maxWarnings;
  if (tooMany && total.errors === 0) {
    const count = total.warnings === 1 ? "1 warning is" : `${total.warnings} warnings are`;
    complain(io, `${count} more than the ${options.maxWarnings} that --max-warnings allows`);
  }
  return total.errors > 0 || tooMany ? EXIT.findings : EXIT.ok;
}

async function checkFile(found: FoundFile, options: CheckOptions, io: Io): Promise<FileReport> {
  const file = await readConfigFile(found, io);
  const { path, name, snapshot } = file;
  const examined = { runtimes: options.runtimes, siblings: await readSiblings(file) };
  if (!options.fix) return examine(name, snapshot, examined);
  const text = fixed(snapshot, examined);
  if (options.dryRun) {
    io.stdout.write(unifiedDiff(name, snapshot.text, text));
    return examine(name, snapshot, examined);
  }
  if (text === snapshot.text || path === null) return examine(name, snapshot, examined);
  replaceFile(path, name, snapshot.text, text);
  return examine(name, readConfig(text), examined, true);
}

function errorsOf(report: FileReport): FileReport {
  return { ...report, findings: report.findings.filter(({ severity }) => severity === "error") };
}

function add(total: { -readonly [Key in keyof Summary]: Summary[Key] }, more: Summary): void {
  total.errors += more.errors;
  total.warnings += more.warnings;
  total.infos += more.infos;
}
