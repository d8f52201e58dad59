/** Entry of the language server as a process: over stdio, or over the pipe that VS Code opens. */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { readSiblingsFromDisk } from "./read-siblings-node.ts";
import { startServer } from "./server.ts";

// The bundle lies in dist/, the documentation beside that folder.
const root = resolve(__dirname, "..");

startServer(createConnection(ProposedFeatures.all), {
  readSiblings: readSiblingsFromDisk,
  documentation: (path) => pathToFileURL(resolve(root, path)).toString(),
});
