/** The model configs of this repository, for the page to show. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

export interface ConfigFile {
  readonly label: string;
  readonly path: string;
}

/** Examples first, then what the tests read. */
export function configFiles(root: string): ConfigFile[] {
  return ["examples", "test/fixtures/zoo", "test/fixtures/corpus"].flatMap((folder) =>
    jsonFiles(join(root, folder)).map((path) => ({ path, label: relative(root, path).split(sep).join("/") })),
  );
}

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return jsonFiles(path);
      return entry.name.endsWith(".json") ? [path] : [];
    })
    .sort();
}
