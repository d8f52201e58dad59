// TypeScript that development scripts run in Node: bundled into a folder of .cache, packages left outside.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

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

/** Writes NAME.mjs into `outdir` for each entry point. */
export function bundleForNode({ root, outdir, entryPoints, plugins = [] }) {
  return build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning",
    plugins: [...plugins, ownPlaces],
  });
}
