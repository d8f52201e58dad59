import { pathFrom, workspaceFolderOf } from "./workspace-paths.ts";

/** How a document is named to the user: its path in the workspace folder that holds it, else its file name. */
export function displayName(uri: string, folders: readonly string[]): string {
  const folder = workspaceFolderOf(uri, folders);
  const path = pathFrom(folder, uri);
  return folder === null ? path.slice(path.lastIndexOf("/") + 1) : path;
}
