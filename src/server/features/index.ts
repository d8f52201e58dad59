/** The features of the server: one file each. Each registers its handlers and returns what it adds to the capabilities. */
import type { ServerCapabilities } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import { advice } from "./advice.ts";
import { choices } from "./choices.ts";
import { codeActions } from "./code-actions.ts";
import { codeLens } from "./code-lens.ts";
import { diagnostics } from "./diagnostics.ts";
import { executeCommand } from "./execute-command.ts";
import { insertion } from "./insertion.ts";
import { preview } from "./preview.ts";

type Feature = (context: ServerContext) => ServerCapabilities;

export const FEATURES: readonly Feature[] = [
  diagnostics,
  codeActions,
  codeLens,
  advice,
  preview,
  choices,
  insertion,
  executeCommand,
];
