// `npm run oracle -- [OPTION...]`: runs the frameworks' own code over cases and compares it with what RoPE Lens predicts.
// Development only: it makes Python environments under .cache/oracle. See scripts/oracle/main.ts for the options.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleForNode } from "./bundle-for-node.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, ".cache", "oracle");

await bundleForNode({ root, outdir: cache, entryPoints: { main: "scripts/oracle/main.ts" } });
const { oracle } = await import(pathToFileURL(join(cache, "main.mjs")).href);
process.exitCode = await oracle({ root, cache, say: (text) => console.error(text) }, process.argv.slice(2));
