// `npm run package [FOLDER]`: builds and packs what is published, by default into the project's root:
// rope-lens-VERSION.vsix (the extension) and rope-lens-VERSION.tgz (npm: the library and the command line).
// `npm run package -- --vsix FILE` packs the extension alone.
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { packNpm } from "./pack-npm.mjs";
import { packVsix } from "./pack-vsix.mjs";
import { ROOT, runToEnd } from "./vscode.mjs";

const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const [first = ".", file] = process.argv.slice(2);
const vsixOnly = first === "--vsix" && file !== undefined;
const vsix = vsixOnly ? resolve(ROOT, file) : resolve(ROOT, first, `${name}-${version}.vsix`);

await runToEnd(process.execPath, [join(ROOT, "scripts", "build.mjs")]);
await packVsix(vsix);
say(vsix);
if (!vsixOnly) say((await packNpm(resolve(ROOT, first))).path);

function say(path) {
  console.log(`${path}: ${(statSync(path).size / 1024).toFixed(0)} KB`);
}
