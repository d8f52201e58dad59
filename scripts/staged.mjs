// Lays the files of a package in a folder of their own, to be packed there: packers look at every file around them, and here there are many.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "./vscode.mjs";

/**
 * @param paths files and folders, from the root of the project
 * @param texts files that are not as they are there: by path, their text
 * @param pack is given the folder, which is gone when it has ended
 */
export async function staged(paths, texts, pack) {
  const folder = mkdtempSync(join(tmpdir(), "rope-lens-package-"));
  try {
    for (const path of paths) {
      if (!existsSync(join(ROOT, path))) throw new Error(`${path} is not there: build first`);
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(ROOT, path), join(folder, path), { recursive: true });
    }
    for (const [path, text] of Object.entries(texts)) writeFileSync(join(folder, path), text);
    return await pack(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
