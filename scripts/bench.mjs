// `npm run bench [SECTION...]`: builds, measures, and writes test/bench/results.json and test/bench/RESULTS.md.
// With sections named (analysis, memory, check, batch, server, load, preview, slider, bundles) it measures those alone and writes nothing.
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleForNode } from "./bundle-for-node.mjs";
import { nodeExecutable, runToEnd } from "./vscode.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, ".cache", "bench");
mkdirSync(cache, { recursive: true });

await runToEnd(process.execPath, [join(root, "scripts", "build.mjs")]);
await bundleForNode({ root, outdir: cache, entryPoints: { main: "test/bench/main.ts", task: "test/bench/task.ts" } });
// Language servers are run by VS Code's Node, not by the one that runs this.
const editorsNode = existsSync(nodeExecutable()) ? nodeExecutable() : process.execPath;
const { bench } = await import(pathToFileURL(join(cache, "main.mjs")).href);
const written = await bench({ root, cache, editorsNode, say: (text) => console.error(text) }, process.argv.slice(2));
if (written !== null) {
  // What is kept is laid out like every other file.
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  await runToEnd(process.execPath, [biome, "format", "--write", written]);
}
