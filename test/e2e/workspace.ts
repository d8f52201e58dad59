import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ROOT } from "../../scripts/vscode.mjs";

export interface WorkspaceFiles {
  /** Files by path in the workspace; left out: a copy of examples/. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Folders of a workspace of several; left out: one folder. */
  readonly folders?: readonly string[];
  /** Done to the folder before VS Code opens it. */
  readonly prepare?: (folder: string) => void;
}

/**
 * A fresh workspace for one test file.
 * @param home what lay in it before is deleted
 * @returns its folder, and what VS Code opens: that, or the file that names several folders in it
 */
export async function createWorkspace(
  home: string,
  { files, folders, prepare }: WorkspaceFiles,
): Promise<{ readonly folder: string; readonly opened: string }> {
  const folder = join(home, "workspace");
  await rm(home, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (files === undefined) await cp(join(ROOT, "examples"), folder, { recursive: true });
  for (const [path, content] of Object.entries(files ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  prepare?.(folder);
  if (folders === undefined) return { folder, opened: folder };
  const opened = join(folder, "all.code-workspace");
  await writeFile(opened, JSON.stringify({ folders: folders.map((path) => ({ path })) }));
  return { folder, opened };
}
