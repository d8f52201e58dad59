/** Sizes of what is built. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { type BenchContext, built } from "./context.ts";
import { jsonServer } from "./json-server.ts";
import type { Comparison, Figure, Section } from "./results.ts";
import { ratios, summarise } from "./statistics.ts";

const BUNDLES = [
  { path: ["extension.js"], what: "extension" },
  { path: ["server.js"], what: "language server" },
  { path: ["browser", "extension.js"], what: "extension, in the browser" },
  { path: ["browser", "server.js"], what: "language server, in the browser" },
  { path: ["webview", "preview.js"], what: "preview page, script" },
  { path: ["webview", "preview.css"], what: "preview page, styles" },
  { path: ["cli.js"], what: "command line" },
];
const KB = 1000;
/** What a bundle is to stay below, KB. */
const AIMS: Readonly<Record<string, number>> = { "preview page, script": 400 };

export async function bundlesSection(context: BenchContext): Promise<Section> {
  context.say("bundles");
  const figures: Figure[] = [];
  for (const { path, what } of BUNDLES) {
    const code = await readFile(built(context, ...path));
    figures.push(size(what, code.length), size(`${what}, gzipped`, gzipSync(code).length));
  }
  for (const [what, code] of [
    ["library, all of it, minified by its user", 'export * from "./index.mjs"'],
    ["library, frequencies alone, minified by its user", 'export { frequencies } from "./index.mjs"'],
  ] as const) {
    const contents = await bundled(built(context, "lib"), code);
    figures.push(size(what, contents.length), size(`${what}, gzipped`, gzipSync(contents).length));
  }
  const rival = jsonServer(context);
  const comparisons: Comparison[] = [];
  if (existsSync(rival)) {
    const [ours, theirs] = [await readFile(built(context, "server.js")), await readFile(rival)];
    const what = "VS Code's JSON language server / ours, bytes";
    comparisons.push({ what, ratio: ratios([theirs.length], [ours.length]), target: null });
  }
  return {
    name: "bundles",
    title: "Sizes",
    how: "Bytes of what `npm run build` writes; 1 KB is 1000 bytes.",
    comparisons,
    figures,
    skipped: existsSync(rival) ? [] : ["VS Code's JSON language server (`npm start` or `npm test` fetches it)."],
  };
}

function size(what: string, bytes: number): Figure {
  const aim = AIMS[what];
  const target = aim === undefined ? null : ({ is: "below", value: aim } as const);
  return { what, unit: "KB", value: summarise([bytes / KB]), target };
}

/** What a user's bundler keeps of the library. */
async function bundled(folder: string, code: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "warning",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
