/**
 * Clients that are not VS Code, with the configuration of docs/editors.md, where they are installed (Debian packages neovim; emacs-nox
 * and elpa-eglot): the server through `rope-lens lsp --stdio`.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { LLAMA_16K } from "./support/configs.ts";
import { folderWith, ROOT } from "./support/run-cli.ts";

const CLI = join(ROOT, "dist/cli.js");
const BUILT = existsSync(CLI) && existsSync(join(ROOT, "dist/server.js"));
const PAGE = readFileSync(join(ROOT, "docs/editors.md"), "utf8");

function blocks(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text);
}

const BLOCK = '{"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}';
const MISSPELT = LLAMA_16K.replace('"rope_scaling": null', `"rope_scaling": ${BLOCK}`);

/** What the editor prints, and the file after it. The command is on its PATH, as a user has it. */
function edit(command: string, argv: readonly string[], configuration: string) {
  const cwd = folderWith({
    "config.json": MISSPELT,
    "bin/rope-lens": `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`,
  });
  chmodSync(join(cwd, "bin/rope-lens"), 0o755);
  const { stdout } = spawnSync(command, argv, {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      HOME: cwd,
      PATH: `${join(cwd, "bin")}${delimiter}${process.env.PATH}`,
      ROPE_LENS_FILE: join(cwd, "config.json"),
      ROPE_LENS_CONFIGURATION: configuration,
    },
  });
  return { stdout, text: readFileSync(join(cwd, "config.json"), "utf8") };
}

const FOUND = { stdout: "19 rope/misspelt-key\n", text: MISSPELT.replace("orignal", "original") };

/** 0.7 and older: 7 and less; null: there is none. */
function neovimMinor(): number | null {
  const { status, stdout } = spawnSync("nvim", ["--version"], { encoding: "utf8" });
  return status === 0 ? Number(/^NVIM v0\.(\d+)/.exec(stdout)?.[1] ?? 99) : null;
}

const NEOVIM = neovimMinor();

test.skipIf(!BUILT || NEOVIM === null)("Neovim shows the findings and applies a fix", () => {
  const [newest = "", older = ""] = blocks("lua");
  const minor = NEOVIM ?? 0;
  const configuration = minor >= 11 ? newest : minor >= 8 ? older : "";
  const script = join(ROOT, "test/unit/cli/support/neovim.lua");
  // A script that fails leaves Neovim waiting for a key: it is told to go.
  const argv = ["--headless", "-u", "NONE", "-i", "NONE", "-c", `luafile ${script}`, "-c", "cquit"];
  expect(edit("nvim", argv, configuration)).toEqual(FOUND);
});

const HAS_EGLOT =
  spawnSync("emacs", ["--batch", "--eval", "(progn (package-initialize) (require 'eglot))"]).status === 0;

test.skipIf(!BUILT || !HAS_EGLOT)("Emacs shows the findings and applies a fix", () => {
  const [configuration = ""] = blocks("elisp");
  const script = join(ROOT, "test/unit/cli/support/emacs.el");
  expect(edit("emacs", ["--batch", "--load", script], configuration)).toEqual(FOUND);
});

test("every editor is told the same command", () => {
  const [zed = ""] = blocks("json");
  const { path, arguments: argv } = JSON.parse(zed).lsp["json-language-server"].binary;
  expect([path, ...argv]).toEqual(["rope-lens", "lsp", "--stdio"]);
  const [helix = ""] = blocks("toml");
  expect(helix).toContain('command = "rope-lens"\nargs = ["lsp", "--stdio"]\n');
  expect(blocks("lua")).toHaveLength(2);
});
