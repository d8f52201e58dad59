/** The formats of `check`, by name. */
import type { CreateFormat } from "./format.ts";
import { githubFormat } from "./github.ts";
import { jsonFormat } from "./json.ts";
import { junitFormat } from "./junit.ts";
import type { FormatName } from "./names.ts";
import { ndjsonFormat } from "./ndjson.ts";
import { prettyFormat } from "./pretty.ts";
import { sarifFormat } from "./sarif.ts";

export const FORMATS: Readonly<Record<FormatName, CreateFormat>> = {
  pretty: prettyFormat,
  json: jsonFormat,
  ndjson: ndjsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
  junit: junitFormat,
};
