import { type Uri, workspace } from "vscode";
import { looksLikeModelConfig } from "../candidate.ts";

/** How many are offered: a list to choose from, not an inventory. */
const MOST_CONFIGS = 20;
const READ_BYTES = 64 * 1024;

/** The workspace's files that look like model configs, for a preview that has none yet. */
export async function knownConfigs(): Promise<{ readonly uri: string; readonly label: string }[]> {
  const files = await workspace.findFiles("**/{config,params}.json", "**/node_modules/**", MOST_CONFIGS * 5);
  const looked = await Promise.all(files.map(async (uri) => ((await looksLikeConfig(uri)) ? uri : null)));
  return looked
    .filter((uri) => uri !== null)
    .map((uri) => ({ uri: uri.toString(), label: workspace.asRelativePath(uri) }))
    .sort((a, b) => a.label.localeCompare(b.label))
    .slice(0, MOST_CONFIGS);
}

async function looksLikeConfig(uri: Uri): Promise<boolean> {
  try {
    const bytes = await workspace.fs.readFile(uri);
    return looksLikeModelConfig(new TextDecoder().decode(bytes.subarray(0, READ_BYTES)));
  } catch {
    // Deleted since it was found.
    return false;
  }
}
