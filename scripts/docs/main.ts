import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PAGES, withGenerated } from "./generated.ts";

/** Writes the generated parts of every page anew. */
export function writeGenerated(root: string): void {
  for (const page of PAGES) {
    const path = join(root, page);
    writeFileSync(path, withGenerated(root, readFileSync(path, "utf8")));
  }
}
