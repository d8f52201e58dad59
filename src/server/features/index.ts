/** The features of the server: one file each. Each registers its handlers and returns what it adds to the capabilities. */
import type { ServerCapabilities } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import { codeActions } from "./code-actions.ts";
import { diagnostics } from "./diagnostics.ts";

type Feature = (context: ServerContext) => ServerCapabilities;

export const FEATURES: readonly Feature[] = [diagnostics, codeActions];
