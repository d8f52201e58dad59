// npm runs this where the project is installed from its repository, as pre-commit does, and before it is packed.
// `npm install --global` of a repository does not install what building needs: it is installed here.
import { spawnSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesAreInstalled } from "./packages-installed.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
if (!packagesAreInstalled(root)) {
  const flags = ["--global=false", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", ["ci", ...flags], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(1);
}
await import("./build.mjs");
