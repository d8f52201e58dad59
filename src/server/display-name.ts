import { URI } from "vscode-uri";

/** How a document is named to the user: its path in the workspace folder that holds it, else its file name. */
export function displayName(uri: string, folders: readonly string[]): string {
  const inside = folders.map((folder) => `${folder.replace(/\/$/, "")}/`).filter((folder) => uri.startsWith(folder));
  const longest = inside.sort((a, b) => b.length - a.length)[0];
  const { path } = URI.parse(uri);
  return longest === undefined ? path.slice(path.lastIndexOf("/") + 1) : decodeURIComponent(uri.slice(longest.length));
}
