/** The formats of `check`, by name. Each is loaded when it is wanted: measuring the width of text alone takes long to load. */
import type { CreateFormat } from "./format.ts";
import type { FormatName } from "./names.ts";

const LOADERS: Readonly<Record<FormatName, () => Promise<CreateFormat>>> = {
  pretty: async () => (await import("./pretty.ts")).prettyFormat,
  json: async () => (await import("./json.ts")).jsonFormat,
  ndjson: async () => (await import("./ndjson.ts")).ndjsonFormat,
  sarif: async () => (await import("./sarif.ts")).sarifFormat,
  github: async () => (await import("./github.ts")).githubFormat,
  junit: async () => (await import("./junit.ts")).junitFormat,
};

export function loadFormat(name: FormatName): Promise<CreateFormat> {
  return LOADERS[name]();
}
