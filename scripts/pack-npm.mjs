// Packs the library and the command line, as they are built, into a tarball for npm. The same files give the same bytes.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { staged } from "./staged.mjs";
import { ROOT } from "./vscode.mjs";

const FILES = [
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "docs/library.md",
  "dist/package.json",
  "dist/THIRD-PARTY-LICENSES.txt",
  "dist/cli.js",
  "dist/server.js",
  "dist/lib",
];

/** Of the manifest, which is the extension's as well, what npm and its users read. */
const FIELDS = ["name", "version", "description", "license", "keywords", "exports", "bin"];

/** @returns the path of the tarball, and the files in it */
export function packNpm(destination) {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const published = {
    ...Object.fromEntries(FIELDS.map((field) => [field, manifest[field]])),
    type: "commonjs",
    sideEffects: false,
    engines: { node: manifest.engines.node },
  };
  mkdirSync(destination, { recursive: true });
  return staged(FILES, { "package.json": `${JSON.stringify(published, null, 2)}\n` }, (cwd) => {
    const argv = ["pack", "--json", "--ignore-scripts", "--pack-destination", resolve(destination)];
    const { stdout, stderr, status } = spawnSync("npm", argv, {
      cwd,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (status !== 0) throw new Error(stderr);
    const [{ filename, files }] = JSON.parse(stdout);
    return { path: join(resolve(destination), filename), files: files.map(({ path }) => path) };
  });
}
