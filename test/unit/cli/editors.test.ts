/**
 * Clients that are not VS Code, with the configuration of docs/editors.md, where they are installed (Debian packages neovim; hx; emacs-nox
 * and elpa-eglot): the server through `rope-lens lsp --stdio`.
 */
import { spawn, spawnSync } from "node:child_process";
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

/** A folder with a file to mend and the command, which is on the PATH as a user has it. */
function workplace(files: Readonly<Record<string, string>> = {}) {
  const cwd = folderWith({
    "config.json": MISSPELT,
    "bin/rope-lens": `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`,
    ...files,
  });
  chmodSync(join(cwd, "bin/rope-lens"), 0o755);
  const env = { ...process.env, HOME: cwd, PATH: `${join(cwd, "bin")}${delimiter}${process.env.PATH}` };
  return { cwd, env, text: () => readFileSync(join(cwd, "config.json"), "utf8") };
}

/** What the editor prints, and the file after it. */
function edit(command: string, argv: readonly string[], configuration: string) {
  const { cwd, env, text } = workplace();
  const own = { ROPE_LENS_FILE: join(cwd, "config.json"), ROPE_LENS_CONFIGURATION: configuration };
  const { stdout } = spawnSync(command, argv, { cwd, encoding: "utf8", env: { ...env, ...own } });
  return { stdout, text: text() };
}

const FOUND = { stdout: "19 rope/misspelt-key\n", text: MISSPELT.replace("orignal", "original") };

/** 0.7 and older: 7 and less; null: there is none. */
function neovimMinor(): number | null {
  const { status, stdout } = spawnSync("nvim", ["--version"], { encoding: "utf8" });
  return status === 0 ? Number(/^NVIM v0\.(\d+)/.exec(stdout)?.[1] ?? 99) : null;
}

const NEOVIM = neovimMinor();
const [NEWEST = "", OLDER = ""] = blocks("lua");

const NEOVIMS = [
  { which: "0.11 and newer", configuration: NEWEST, from: 11, to: 99 },
  { which: "0.8 and newer", configuration: OLDER, from: 8, to: 99 },
  { which: "0.7, for which the page has no configuration", configuration: "", from: 0, to: 7 },
] as const;

for (const { which, configuration, from, to } of NEOVIMS) {
  const runs = BUILT && NEOVIM !== null && NEOVIM >= from && NEOVIM <= to;
  test.skipIf(!runs)(`Neovim ${which}, where it is installed, shows the findings and applies a fix`, () => {
    const script = join(ROOT, "test/unit/cli/support/neovim.lua");
    // A script that fails leaves Neovim waiting for a key: it is told to go.
    const argv = ["--headless", "-u", "NONE", "-i", "NONE", "-c", `luafile ${script}`, "-c", "cquit"];
    expect(edit("nvim", argv, configuration)).toEqual(FOUND);
  });
}

const HELIX = ["hx", "helix"].find((name) => spawnSync(name, ["--version"]).status === 0);

test.skipIf(!BUILT || HELIX === undefined)(
  "Helix, where it is installed, shows the findings and applies a fix",
  async () => {
    const { cwd, env, text } = workplace({ ".config/helix/languages.toml": blocks("toml")[0] ?? "" });
    const command = `stty rows 40 cols 140; exec ${HELIX} config.json`;
    const helix = spawn("script", ["-qfec", command, "/dev/null"], { cwd, env: { ...env, TERM: "xterm-256color" } });
    let screen = "";
    const shows = (wanted: string) =>
      new Promise<void>((done) => {
        const look = () => {
          if (!screen.includes(wanted)) return;
          helix.stdout.off("data", look);
          done();
        };
        helix.stdout.on("data", look);
        look();
      });
    helix.stdout.on("data", (chunk) => {
      screen += chunk;
    });
    await shows("●");
    helix.stdin.write("]d");
    await shows("rope/misspelt-key");
    helix.stdin.write(" a");
    await shows("Rename to original_max_position_embeddings");
    helix.stdin.write("\r");
    helix.stdin.write(":wq\r");
    await new Promise((done) => helix.on("close", done));
    expect(text()).toBe(FOUND.text);
  },
);

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
