/** Findings that an old repository has already: noted once, left out from then on, so that only new ones count. */

import { readFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { isRecord } from "../../config/is-record.ts";
import { CannotRun } from "../exit.ts";
import { toJson } from "../output/json.ts";
import { VERSION_OF_SHAPES } from "../output/version.ts";
import type { FoundFile } from "../reading/find-files.ts";
import { isRegularFile, reasonOf } from "../reading/text-file.ts";

/** What tells findings of a file apart: lines move, pointers stay. */
export interface Identified {
  readonly code: string;
  readonly jsonPointer: string;
}

/** How often each finding stands in each file. */
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export class Baseline {
  private readonly path: string;
  private readonly files: Counts;

  private constructor(path: string, files: Counts) {
    this.path = path;
    this.files = files;
  }

  /**
   * @param named by whom: what a project names may be a pipe, which would be waited for without end
   * @throws CannotRun when it cannot be read or is no baseline
   */
  static read(path: string, named: "by user" | "by project"): Baseline {
    let value: unknown;
    try {
      if (named === "by project" && !isRegularFile(path)) throw new Error("there is no such file");
      value = JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
      throw new CannotRun(`${path}: ${error instanceof SyntaxError ? "it is not JSON" : reasonOf(error)}`);
    }
    if (!isRecord(value) || value.version !== VERSION_OF_SHAPES || !isRecord(value.files)) {
      throw new CannotRun(`${path} is no baseline: make one with --write-baseline`);
    }
    const files = Object.entries(value.files).map(([file, counts]) => [
      file,
      isRecord(counts) ? numbersOf(counts) : {},
    ]);
    return new Baseline(path, Object.fromEntries(files));
  }

  /** The findings of a file that the baseline does not know. */
  unknown<Finding extends Identified>(file: FoundFile, findings: readonly Finding[]): Finding[] {
    const left = new Map(Object.entries(this.files[keyOf(this.path, file)] ?? {}));
    return findings.filter((finding) => {
      const count = left.get(identity(finding)) ?? 0;
      left.set(identity(finding), count - 1);
      return count <= 0;
    });
  }
}

/** Notes findings while a run goes on. */
export class BaselineWriter {
  private readonly path: string;
  private readonly files: Record<string, Record<string, number>> = {};
  private total = 0;

  /** @param path absolute */
  constructor(path: string) {
    this.path = path;
  }

  add(file: FoundFile, findings: readonly Identified[]): void {
    if (findings.length === 0) return;
    const counts: Record<string, number> = {};
    for (const finding of findings) counts[identity(finding)] = (counts[identity(finding)] ?? 0) + 1;
    this.files[keyOf(this.path, file)] = counts;
    this.total += findings.length;
  }

  /** How many findings are noted. */
  get count(): number {
    return this.total;
  }

  text(): string {
    return `${toJson({ version: VERSION_OF_SHAPES, files: this.files })}\n`;
  }
}

function identity({ code, jsonPointer }: Identified): string {
  return `${code}#${jsonPointer}`;
}

/** The file's path from the baseline, so that both can move together. */
function keyOf(baseline: string, { path, name }: FoundFile): string {
  return path === null ? name : relative(dirname(baseline), path).split(sep).join("/");
}

function numbersOf(counts: Readonly<Record<string, unknown>>): Record<string, number> {
  const entries = Object.entries(counts).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return Object.fromEntries(entries);
}
