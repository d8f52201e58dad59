/** Entry of the language server as a process: over stdio, or over the pipe that VS Code opens. */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { readSiblingsFromDisk } from "./read-siblings-node.ts";
import { startServer } from "./server.ts";
import { wholeMessages } from "./whole-messages.ts";

// The bundle lies in dist/, the documentation beside that folder.
const root = resolve(__dirname, "..");

const pages = new Map<string, string>();

/** Asked with every keystroke for every finding. */
function pageOf(path: string): string {
  const known = pages.get(path);
  if (known !== undefined) return known;
  const page = pathToFileURL(resolve(root, path)).toString();
  pages.set(path, page);
  return page;
}

const connection = process.argv.includes("--stdio")
  ? createConnection(ProposedFeatures.all, process.stdin, wholeMessages(process.stdout))
  : createConnection(ProposedFeatures.all);

startServer(connection, {
  readSiblings: readSiblingsFromDisk,
  documentation: pageOf,
});
