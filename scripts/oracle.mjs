// `npm run oracle -- [OPTION...]`: runs the frameworks' own code over cases and compares it with what RoPE Lens predicts.
// Development only: it makes Python environments under .cache/oracle. See scripts/oracle/main.ts for the options.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, ".cache", "oracle");

/** Modules that look for files beside themselves still find them when they are bundled. */
const ownPlaces = {
  name: "own places",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
      loader: "ts",
    }));
  },
};

await build({
  absWorkingDir: root,
  entryPoints: { main: "scripts/oracle/main.ts" },
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
const { oracle } = await import(pathToFileURL(join(cache, "main.mjs")).href);
process.exitCode = await oracle({ root, cache, say: (text) => console.error(text) }, process.argv.slice(2));
