/** The pretrained lengths that the user states: one for all files, or by the path of the file. */

import picomatch from "picomatch";
import { isRecord } from "../config/is-record.ts";

/** Tokens for every file, or by glob. */
export type PretrainedLengths = number | Readonly<Record<string, number>>;

/**
 * The length stated for a file; undefined where none is. Of several globs that match, the last counts.
 * @param path from the folder of the settings, `/` between folders; absolute for a file outside of it
 */
export function pretrainedLengthFor(lengths: PretrainedLengths | undefined, path: string): number | undefined {
  if (lengths === undefined || typeof lengths === "number") return lengths;
  return Object.entries(lengths).findLast(([glob]) => matches(path, glob))?.[1];
}

/** A path that is written out is meant as it stands: folders may have brackets in their names. */
function matches(path: string, glob: string): boolean {
  return glob === path || (glob !== "" && picomatch.isMatch(path, glob, { dot: true, windows: false }));
}

/** The lengths in a value of any kind. What is no length counts as not stated. */
export function pretrainedLengthsOf(value: unknown): PretrainedLengths | undefined {
  if (isLength(value)) return value;
  if (!isRecord(value)) return undefined;
  const lengths = Object.entries(value).filter((entry): entry is [string, number] => isLength(entry[1]));
  return Object.fromEntries(lengths);
}

/** What is wrong with a value as pretrained lengths, to go after its key; null: nothing. */
export function wrongPretrainedLengths(value: unknown): string | null {
  if (isLength(value)) return null;
  if (!isRecord(value)) return "must be a number of tokens, or an object of globs and numbers of tokens";
  const wrong = Object.entries(value).find(([, length]) => !isLength(length));
  return wrong === undefined ? null : `must set ${JSON.stringify(wrong[0])} to a whole number of tokens`;
}

/** A number of tokens. */
export function isLength(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}
