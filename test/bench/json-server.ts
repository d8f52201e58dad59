/** Where VS Code's own JSON language server lies: in the VS Code that the end-to-end tests fetch. */
import { join } from "node:path";
import type { BenchContext } from "./context.ts";

export function jsonServer({ root }: BenchContext): string {
  const extensions = join(root, ".vscode-test", "node_modules", "code-server", "lib", "vscode", "extensions");
  return join(extensions, "json-language-features", "server", "dist", "node", "jsonServerMain.js");
}
