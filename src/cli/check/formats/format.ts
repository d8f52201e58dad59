/** A format of `check`: text in the order of the files, so that thousands of reports need not be kept. */
import type { Io } from "../../io.ts";
import type { FileReport, Summary } from "../report.ts";

export interface Format {
  /** Before the first file. */
  begin(): string;
  file(report: FileReport): string;
  /** @param problems the files that could not be read: one sentence each */
  end(summary: Summary, problems: readonly string[]): string;
}

export interface FormatOptions {
  readonly io: Io;
  /** Leave out what the reader need not act on. */
  readonly quiet: boolean;
}

export type CreateFormat = (options: FormatOptions) => Format;
