import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { URI } from "vscode-uri";
import type { SiblingsAnswer, SiblingsParams } from "../protocol/index.ts";

const LARGEST_BYTES = 5 * 1024 * 1024;

/** Reads siblings from the disk, for editors whose client does not answer the request; none for other file systems. */
export async function readSiblingsFromDisk({ uri, names }: SiblingsParams): Promise<SiblingsAnswer> {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== "file") return {};
  const folder = dirname(parsed.fsPath);
  const entries = await Promise.all(names.map(async (name) => [name, await readText(join(folder, name))] as const));
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== null));
}

async function readText(path: string): Promise<string | null> {
  try {
    const status = await stat(path);
    // A pipe that nobody writes to would be waited for without end.
    return status.isFile() && status.size <= LARGEST_BYTES ? await readFile(path, "utf8") : null;
  } catch {
    return null;
  }
}
