// `npm run docs`: writes the generated parts of the documentation (settings, options of the command) anew; a test says when they are not current.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleForNode } from "./bundle-for-node.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const outdir = join(root, ".cache", "docs");

await bundleForNode({ root, outdir, entryPoints: { main: "scripts/docs/main.ts" } });
const { writeGenerated } = await import(pathToFileURL(join(outdir, "main.mjs")).href);
writeGenerated(root);
