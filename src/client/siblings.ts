import { FileType, Uri, workspace } from "vscode";
import type { SiblingsAnswer, SiblingsParams } from "../protocol/index.ts";

const LARGEST_BYTES = 5 * 1024 * 1024;

/** Reads the files beside a config through the editor, so on every file system that it knows. */
export async function readSiblings({ uri, names }: SiblingsParams): Promise<SiblingsAnswer> {
  const file = Uri.parse(uri);
  if (file.scheme === "untitled") return {};
  const entries = await Promise.all(
    names.map(async (name) => [name, await readText(Uri.joinPath(file, "..", name))] as const),
  );
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== null));
}

async function readText(uri: Uri): Promise<string | null> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    // A pipe that nobody writes to would be waited for without end.
    if ((type & FileType.File) === 0 || size > LARGEST_BYTES) return null;
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
