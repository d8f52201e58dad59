/** One file of a run: read, examined, fixed where that is asked. Plain data in and out, so that any thread can do it. */
import { resolve } from "node:path";
import { readConfig } from "../../config/index.ts";
import { CannotRun } from "../exit.ts";
import type { Io } from "../io.ts";
import type { FoundFile } from "../reading/find-files.ts";
import { readConfigText, readSiblings } from "../reading/read-config-file.ts";
import { TooLarge } from "../reading/text-file.ts";
import { SettingsFinder, statedLength } from "../settings/find-settings.ts";
import { replaceFile } from "../writing/replace-file.ts";
import { unifiedDiff } from "../writing/unified-diff.ts";
import { Baseline } from "./baseline.ts";
import { type ExamineOptions, examine, fixed } from "./examine.ts";
import { KnownReports } from "./known-reports.ts";
import type { FileReport } from "./report.ts";

export interface CheckRequest {
  /** Apply the fixes that are the one right answer. */
  readonly fix: boolean;
  /** With `fix`: make a diff of what it would change and write nothing. */
  readonly dryRun: boolean;
  /** Empty: those of the project's settings. */
  readonly runtimes: readonly string[];
  /** Tokens; null: what the project's settings say, else the file. */
  readonly pretrainedLength: number | null;
  /** Absolute path; null: that of the project's settings; false: none. */
  readonly baseline: string | null | false;
}

export type CheckedFile =
  | {
      readonly ok: true;
      readonly report: FileReport;
      readonly diff: string;
      /** Why the file was left alone, where a user would wonder; a sentence. */
      readonly note: string | null;
    }
  | { readonly ok: false; readonly problem: string };

const NOTHING_KNOWN: ExamineOptions = {
  runtimes: [],
  rules: {},
  pretrainedLength: undefined,
  siblings: {},
  baseline: null,
};

export class FileChecker {
  private readonly request: CheckRequest;
  private readonly io: Pick<Io, "cwd" | "readStdin">;
  private readonly settings: SettingsFinder;
  private readonly reports = new KnownReports();
  private readonly baselines = new Map<string, Baseline>();

  constructor(request: CheckRequest, io: Pick<Io, "cwd" | "readStdin">) {
    this.request = request;
    this.io = io;
    this.settings = new SettingsFinder(io.cwd);
  }

  /** Never rejects for what is wrong with a file: that is its answer. */
  async check(found: FoundFile): Promise<CheckedFile> {
    try {
      return { ok: true, note: null, ...(await this.checked(found)) };
    } catch (error) {
      if (error instanceof TooLarge) {
        const report = examine(found, readConfig(""), NOTHING_KNOWN);
        return { ok: true, report, diff: "", note: error.note };
      }
      if (error instanceof CannotRun) return { ok: false, problem: error.message };
      throw error;
    }
  }

  private async checked(found: FoundFile): Promise<{ report: FileReport; diff: string }> {
    const options = this.optionsFor(found);
    const { path, name } = found;
    const { fix, dryRun } = this.request;
    const read = await readConfigText(found, this.io);
    if (!fix) {
      const report = this.reports.reportOf(name, read, options, () =>
        examine(found, readConfig(read, options), options),
      );
      return { report, diff: "" };
    }
    const snapshot = readConfig(read, options);
    const text = fixed(snapshot, options);
    if (dryRun) return { report: examine(found, snapshot, options), diff: unifiedDiff(name, snapshot.text, text) };
    if (text === snapshot.text || path === null) return { report: examine(found, snapshot, options), diff: "" };
    replaceFile(path, name, snapshot.text, text);
    return { report: examine(found, readConfig(text, options), options, true), diff: "" };
  }

  private optionsFor(found: FoundFile): ExamineOptions {
    const project = this.settings.of(found);
    const { settings, folder } = project;
    const { runtimes, baseline, pretrainedLength } = this.request;
    const own = folder === null || settings.baseline === undefined ? null : resolve(folder, settings.baseline);
    const chosen = baseline === false ? null : (baseline ?? own);
    return {
      runtimes: runtimes.length > 0 ? runtimes : (settings.runtimes ?? []),
      rules: settings.rules ?? {},
      pretrainedLength: pretrainedLength ?? statedLength(project, found),
      siblings: readSiblings(found),
      baseline: chosen === null ? null : this.baselineAt(chosen, baseline === null ? "by project" : "by user"),
    };
  }

  private baselineAt(path: string, named: "by user" | "by project"): Baseline {
    const known = this.baselines.get(path) ?? Baseline.read(path, named);
    this.baselines.set(path, known);
    return known;
  }
}
