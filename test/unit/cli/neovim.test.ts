/** A client that is not VS Code, where it is installed (Debian package neovim): the server through `rope-lens lsp --stdio`. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LLAMA_16K } from "./support/configs.ts";
import { folderWith, ROOT } from "./support/run-cli.ts";

const CLI = join(ROOT, "dist/cli.js");
const BUILT = existsSync(CLI) && existsSync(join(ROOT, "dist/server.js"));
const HAS_NEOVIM = spawnSync("nvim", ["--version"]).status === 0;

test.skipIf(!BUILT || !HAS_NEOVIM)("Neovim shows the findings and applies a fix", () => {
  const block = '{"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}';
  const misspelt = LLAMA_16K.replace('"rope_scaling": null', `"rope_scaling": ${block}`);
  const file = join(folderWith({ "config.json": misspelt }), "config.json");
  const script = join(ROOT, "test/unit/cli/support/neovim.lua");
  const { stdout } = spawnSync("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-c", `luafile ${script}`], {
    encoding: "utf8",
    env: { ...process.env, ROPE_LENS_NODE: process.execPath, ROPE_LENS_CLI: CLI, ROPE_LENS_FILE: file },
  });
  expect(stdout).toBe("18:55 rope/misspelt-key\n");
  expect(readFileSync(file, "utf8")).toBe(misspelt.replace("orignal", "original"));
});
