// `npm run bench [SECTION...]`: builds, measures, and writes test/bench/results.json and test/bench/RESULTS.md.
// With sections named (analysis, memory, check, server, preview, bundles) it measures those alone and writes nothing.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { runToEnd } from "./vscode.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, ".cache", "bench");
mkdirSync(cache, { recursive: true });

/** Modules that look for files beside themselves still find them when they are bundled. */
const ownPlaces = {
  name: "own places",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8")
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
      return { contents: text, loader: "ts" };
    });
  },
};

await runToEnd(process.execPath, [join(root, "scripts", "build.mjs")]);
await build({
  absWorkingDir: root,
  entryPoints: { main: "test/bench/main.ts", task: "test/bench/task.ts" },
  outdir: cache,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  logLevel: "warning",
  plugins: [ownPlaces],
});
const { bench } = await import(pathToFileURL(join(cache, "main.mjs")).href);
const written = await bench({ root, cache, say: (text) => console.error(text) }, process.argv.slice(2));
if (written !== null) {
  // What is kept is laid out like every other file.
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  await runToEnd(process.execPath, [biome, "format", "--write", written]);
}
