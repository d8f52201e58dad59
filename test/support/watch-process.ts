/** The environment in which a program says on standard error when it connects, or starts another program. */
import { pathToFileURL } from "node:url";

const preload = pathToFileURL(`${import.meta.dirname}/watch-process.mjs`).href;

/** What it says. */
export const SEEN: readonly string[] = [
  "opens a connection",
  "opens a socket",
  "asks for a name",
  "fetches",
  "starts a program",
];

export const WATCHED: Readonly<Record<string, string>> = { NODE_OPTIONS: `--import ${preload}` };
