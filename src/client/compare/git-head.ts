import { type Event, extensions, type Uri } from "vscode";

/** What is used of the API of VS Code's git extension, version 1. */
interface GitApi {
  /** Before the repositories of the workspace were looked for, as after a reload of the window: "uninitialized". */
  readonly state: string;
  readonly onDidChangeState: Event<string>;
  getRepository(uri: Uri): Repository | null;
}
interface Repository {
  readonly state: { readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined };
  /** @returns the file's text at that commit; rejects where the commit has no such file. */
  show(ref: string, path: string): Promise<string>;
}

/** The committed version of a file. */
export interface HeadVersion {
  /** Branch and short commit: "main 1a2b3c4d". */
  readonly description: string;
  readonly text: string;
}

/** null without git: no extension (in the browser), no repository, no commit, or a file that HEAD does not have. */
export async function headVersion(file: Uri): Promise<HeadVersion | null> {
  const repository = await repositoryOf(file);
  const head = repository?.state.HEAD;
  if (repository === null || head?.commit === undefined) return null;
  try {
    const text = await repository.show("HEAD", file.fsPath);
    return { description: `${head.name ?? ""} ${head.commit.slice(0, 8)}`.trim(), text };
  } catch {
    return null;
  }
}

async function repositoryOf(file: Uri): Promise<Repository | null> {
  if (file.scheme !== "file" && file.scheme !== "vscode-remote") return null;
  const git = extensions.getExtension("vscode.git");
  if (git === undefined) return null;
  try {
    const exported: unknown = git.isActive ? git.exports : await git.activate();
    if (!hasApi(exported)) return null;
    const api = exported.getAPI(1);
    if (api.state === "uninitialized") await nextState(api);
    return api.getRepository(file);
  } catch {
    // Switched off by the setting git.enabled, or git itself is not installed.
    return null;
  }
}

/** A page that is brought back with the window waits for git, but not for ever. */
const PATIENCE_MS = 10_000;

function nextState({ onDidChangeState }: GitApi): Promise<void> {
  return new Promise((resolve) => {
    const changed = onDidChangeState(() => done());
    const timer = setTimeout(() => done(), PATIENCE_MS);
    const done = () => {
      clearTimeout(timer);
      changed.dispose();
      resolve();
    };
  });
}

function hasApi(exported: unknown): exported is { getAPI(version: 1): GitApi } {
  return (
    typeof exported === "object" && exported !== null && "getAPI" in exported && typeof exported.getAPI === "function"
  );
}
