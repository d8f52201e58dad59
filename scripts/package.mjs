// `npm run package [FILE]`: builds and packs what runs (.vscodeignore) into a VSIX; by default rope-lens-VERSION.vsix in the project's root.
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { ROOT, runToEnd } from "./vscode.mjs";

const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const [file = `${name}-${version}.vsix`] = process.argv.slice(2);
const packagePath = resolve(ROOT, file);

await runToEnd(process.execPath, [join(ROOT, "scripts", "build.mjs")]);
mkdirSync(dirname(packagePath), { recursive: true });
await createVSIX({
  cwd: ROOT,
  packagePath,
  // Everything is bundled: no node_modules inside.
  dependencies: false,
  allowMissingRepository: true,
  // The links of the README lead to files that a VSIX does not hold.
  rewriteRelativeLinks: false,
});
console.log(`${packagePath}: ${(statSync(packagePath).size / 1024).toFixed(0)} KB`);
