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
  /** By options, then by text: one key of both would be a copy of the text for every file. */
  private readonly reports = new Map<string, Map<string, FileReport>>();
  private kept = 0;

  /** @param examine makes the report where none is known */
  reportOf(name: string, text: string, options: ExamineOptions, examine: () => FileReport): FileReport {
    // A baseline counts findings file by file.
    if (options.baseline !== null || text.length > LONGEST_TEXT) return examine();
    const { runtimes, rules, pretrainedLength, siblings } = options;
    const key = JSON.stringify([runtimes, rules, pretrainedLength, siblings]);
    const known = this.reports.get(key)?.get(text);
    if (known !== undefined) return { ...known, file: name };
    if (this.kept >= KEPT) {
      this.reports.clear();
      this.kept = 0;
    }
    const report = examine();
    const alike = this.reports.get(key) ?? new Map<string, FileReport>();
    this.reports.set(key, alike.set(text, report));
    this.kept++;
    return report;
  }
}
