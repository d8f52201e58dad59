/**
 * Pretrained lengths, tokens, with another one for a file: a number for all files, or by glob, of which the last that matches counts.
 * @param path of the file, as a glob that stands for itself
 * @param length null: nothing is stated for the file any more
 * @returns undefined where nothing is left to state
 */
export function withPretrainedLength(
  lengths: number | Readonly<Record<string, number>> | undefined,
  path: string,
  length: number | null,
): number | Record<string, number> | undefined {
  if (typeof lengths === "number") return length === null ? lengths : { "**": lengths, [path]: length };
  const { [path]: _, ...others } = lengths ?? {};
  const changed = length === null ? others : { ...others, [path]: length };
  return Object.keys(changed).length === 0 ? undefined : changed;
}
