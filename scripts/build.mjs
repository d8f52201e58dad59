// Builds everything that runs into dist/: extension, server, command line, preview page, library.
// `--watch` builds anew on every change. What each bundle holds: ARCHITECTURE.md, "What is built".
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { buildLibraryTypes } from "./build-library-types.mjs";
import { collectLicenses } from "./collect-licenses.mjs";
import { compileSchemas } from "./compile-schemas.mjs";
import { jsonAsText } from "./json-as-text.mjs";
import { lazyBuiltins } from "./lazy-builtins.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const watch = process.argv.includes("--watch");

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: !watch,
  // Names stay, so that a stack trace in a report can be read.
  keepNames: false,
  sourcemap: watch ? "linked" : false,
  legalComments: "none",
  logLevel: "warning",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [jsonAsText],
};
const node = { ...shared, platform: "node", target: "node20", format: "cjs", mainFields: ["module", "main"] };
const worker = { ...shared, platform: "browser", mainFields: ["browser", "module", "main"], conditions: ["browser"] };

const targets = [
  { ...node, entryPoints: { extension: "src/client/node.ts" }, outdir: "dist", external: ["vscode"] },
  { ...node, entryPoints: { server: "src/server/node.ts" }, outdir: "dist", plugins: [jsonAsText, lazyBuiltins] },
  { ...node, entryPoints: { cli: "src/cli/index.ts" }, outdir: "dist", banner: { js: "#!/usr/bin/env node" } },
  {
    ...worker,
    entryPoints: { extension: "src/client/browser.ts" },
    outdir: "dist/browser",
    format: "cjs",
    external: ["vscode"],
  },
  { ...worker, entryPoints: { server: "src/server/browser.ts" }, outdir: "dist/browser", format: "iife" },
  { ...worker, entryPoints: { preview: "webview/index.ts" }, outdir: "dist/webview", format: "iife" },
  {
    ...shared,
    platform: "neutral",
    minify: false,
    entryPoints: { index: "src/rope/index.ts" },
    outdir: "dist/lib",
    format: "esm",
    outExtension: { ".js": ".mjs" },
  },
];

await compileSchemas();

await mkdir(dist, { recursive: true });
// The bundles are CommonJS whatever the package around them says.
await writeFile(join(dist, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
if (watch) {
  const contexts = await Promise.all(targets.map((target) => esbuild.context(target)));
  await Promise.all(contexts.map((context) => context.watch()));
  console.log("watching for changes");
} else {
  const bundles = Promise.all(targets.map((target) => esbuild.build({ ...target, metafile: true })));
  // esbuild works in a process of its own meanwhile.
  buildLibraryTypes();
  const metafiles = (await bundles).map(({ metafile }) => metafile);
  await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), collectLicenses(root, metafiles));
}
