// Packs the extension, as it is built, into a VSIX. The same files give the same bytes, whenever and wherever it is packed.
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { staged } from "./staged.mjs";

/** What .vscodeignore takes its files from. */
const FILES = [
  ".vscodeignore",
  "package.json",
  "package.nls.json",
  "package.nls.zh-cn.json",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "images",
  "l10n",
  "dist",
  "docs",
  "schemas",
  "examples",
];

/** 26 October 1985, 8:15 UTC: the time that npm gives to what it packs. vsce takes it from here, and a ZIP has it in local time. */
const CLOCK = { SOURCE_DATE_EPOCH: "499162500", TZ: "UTC" };

export async function packVsix(packagePath) {
  mkdirSync(dirname(packagePath), { recursive: true });
  const before = { ...process.env };
  Object.assign(process.env, CLOCK);
  try {
    await staged(FILES, {}, (cwd) =>
      createVSIX({
        cwd,
        packagePath: resolve(packagePath),
        // Everything is bundled: no node_modules inside.
        dependencies: false,
        allowMissingRepository: true,
        // The links of the README lead to files that a VSIX does not hold.
        rewriteRelativeLinks: false,
      }),
    );
  } finally {
    for (const name of Object.keys(CLOCK)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
