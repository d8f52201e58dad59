/** The features of the server: one file each. Each registers its handlers and returns what it adds to the capabilities. */

import type { ServerContext } from "../context.ts";
import type { ServerCapabilities } from "../lsp.ts";
import { advice } from "./advice.ts";
import { choices } from "./choices.ts";
import { codeActions } from "./code-actions.ts";
import { codeLens } from "./code-lens.ts";
import { compare } from "./compare.ts";
import { completion } from "./completion.ts";
import { diagnostics } from "./diagnostics.ts";
import { documentLinks } from "./document-links.ts";
import { documentSymbols } from "./document-symbols.ts";
import { executeCommand } from "./execute-command.ts";
import { folding } from "./folding.ts";
import { hover } from "./hover.ts";
import { inlayHints } from "./inlay-hints.ts";
import { insertion } from "./insertion.ts";
import { measurement } from "./measurement.ts";
import { preview } from "./preview.ts";
import { projectEdits } from "./project-edits.ts";
import { removeScaling } from "./remove-scaling.ts";

type Feature = (context: ServerContext) => ServerCapabilities;

export const FEATURES: readonly Feature[] = [
  diagnostics,
  codeActions,
  completion,
  hover,
  inlayHints,
  documentLinks,
  documentSymbols,
  folding,
  codeLens,
  advice,
  preview,
  choices,
  compare,
  measurement,
  insertion,
  removeScaling,
  projectEdits,
  executeCommand,
];
