/** Where a document lies in the workspace. Addresses are compared as the editor spells them. */
import { URI } from "vscode-uri";

/** Address of the folder that a file lies in, without a slash at its end; null for one that lies in none, such as an unsaved one. */
export function folderOf(uri: string): string | null {
  const slash = uri.lastIndexOf("/");
  return slash === -1 ? null : uri.slice(0, slash);
}

/** The innermost workspace folder that holds the document, without a slash at its end; null when none does. */
export function workspaceFolderOf(uri: string, folders: readonly string[]): string | null {
  const holders = folders.map((folder) => folder.replace(/\/$/, "")).filter((folder) => uri.startsWith(`${folder}/`));
  return holders.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** The path of the document from a folder that holds it, `/` between its parts; its whole path where there is no folder. */
export function pathFrom(folder: string | null, uri: string): string {
  return folder === null ? URI.parse(uri).path : decodeURIComponent(uri.slice(folder.length + 1));
}
