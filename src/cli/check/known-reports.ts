import type { ExamineOptions } from "./examine.ts";
import type { FileReport } from "./report.ts";

/** Reports that are kept, and the longest text that is kept with one: a few megabytes at most. */
const KEPT = 200;
const LONGEST_TEXT = 20_000;

/**
 * What was said of a text before, under the same options. Training saves the same config beside every checkpoint, and
 * a folder of runs holds it thousands of times.
 */
export class KnownReports {
  private readonly reports = new Map<string, FileReport>();

  /** @param examine makes the report where none is known */
  reportOf(name: string, text: string, options: ExamineOptions, examine: () => FileReport): FileReport {
    // A baseline counts findings file by file.
    if (options.baseline !== null || text.length > LONGEST_TEXT) return examine();
    const { runtimes, rules, pretrainedLength, siblings } = options;
    const key = `${JSON.stringify([runtimes, rules, pretrainedLength, siblings])}\n${text}`;
    const known = this.reports.get(key);
    if (known !== undefined) return { ...known, file: name };
    const report = examine();
    this.reports.set(key, report);
    for (const oldest of this.reports.keys()) {
      if (this.reports.size <= KEPT) break;
      this.reports.delete(oldest);
    }
    return report;
  }
}
