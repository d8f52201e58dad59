/** The documentation is true: every command in it runs, every option is in it, and its generated parts are current. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { PAGES as GENERATED, verbs, withGenerated } from "../../../scripts/docs/generated.ts";
import { GEMMA_3, LLAMA_16K } from "./support/configs.ts";
import { folderWith, ROOT } from "./support/run-cli.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const CLI_PAGE = read("docs/cli.md");
const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith(".md"),
);
/** A line of code that is a command, up to the remark that may follow it. */
const COMMAND = /^ {4,}((?:cat .*\| )?rope-lens .*?)(?: {2,}.*)?$/gm;
const COMMANDS = [
  ...new Set(PAGES.flatMap((page) => [...read(page).matchAll(COMMAND)].map(([, command = ""]) => command))),
  // The server waits for its editor: other tests talk to it.
].filter((command) => !command.includes(" lsp "));
/** Has a fix that is the one right answer. */
const MISSPELT = LLAMA_16K.replace(
  '"rope_scaling": null',
  '"rope_scaling": {"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}',
);
const CLI = join(ROOT, "dist/cli.js");
const RUNS = existsSync(CLI) && spawnSync("bash", ["--version"]).status === 0;
const HAS_PYTHON = spawnSync("python3", ["--version"]).status === 0;

/** A folder in which everything is that the pages name. */
function workplace(): string {
  const cwd = folderWith({
    "config.json": LLAMA_16K,
    "llama/config.json": LLAMA_16K,
    "gemma/config.json": GEMMA_3,
    "models/a/config.json": LLAMA_16K,
    "models/b/config.json": MISSPELT,
    "known.json": '{"version": 1, "files": {}}',
    "bin/rope-lens": `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`,
  });
  chmodSync(join(cwd, "bin/rope-lens"), 0o755);
  return cwd;
}

function runIn(cwd: string, command: string, argv: readonly string[]) {
  const env = { ...process.env, PATH: `${join(cwd, "bin")}${delimiter}${process.env.PATH}` };
  return spawnSync(command, argv, { cwd, env, input: "", encoding: "utf8" });
}

describe("the pages", () => {
  test.skipIf(!RUNS).each(COMMANDS)("have a command that runs: %s", (command) => {
    const cwd = workplace();
    const { status, stdout, stderr } = runIn(cwd, "bash", ["-c", command]);
    expect(stderr).not.toMatch(/rope-lens: (unknown|unexpected|option|required|missing)/);
    expect(status).toBe(command.includes("--max-warnings 0") ? 1 : 0);
    const output = command.split(" > ")[1];
    expect(output === undefined ? stdout : readFileSync(join(cwd, output), "utf8")).not.toBe("");
  });

  test("have a good number of commands", () => {
    expect(COMMANDS.length).toBeGreaterThan(30);
  });

  test.skipIf(!RUNS || !HAS_PYTHON)("have three lines of Python that read what inspect says", () => {
    const [snippet = ""] = /^ {4}import json, subprocess\n(?: {4}.*\n){2}/m.exec(CLI_PAGE) ?? [];
    const program = `${snippet.replace(/^ {4}/gm, "")}print(json.dumps(wavelengths))`;
    const { stdout, stderr } = runIn(workplace(), "python3", ["-c", program]);
    expect(stderr).toBe("");
    const wavelengths: number[] = JSON.parse(stdout);
    expect(wavelengths).toHaveLength(64);
    expect(wavelengths[0]).toBeCloseTo(2 * Math.PI, 6);
  });

  test("name scripts of npm, and verbs of the command, that are there", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const known = new Set([...verbs().map((command) => command.name()), "help", "VERB"]);
    for (const page of [...PAGES, "ARCHITECTURE.md", "CHANGELOG.md"]) {
      const text = read(page);
      for (const [, run = "", own = ""] of text.matchAll(/\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g)) {
        expect.soft(Object.keys(scripts), `${page}: npm run ${run}${own}`).toContain(`${run}${own}`);
      }
      for (const [, verb = ""] of text.matchAll(/`rope-lens ([a-zA-Z]+)[ `]/g)) {
        expect.soft([...known], `${page}: rope-lens ${verb}`).toContain(verb);
      }
    }
  });

  test("link to pages that are there", () => {
    for (const page of PAGES) {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) => target);
      for (const target of links)
        expect.soft(existsSync(join(ROOT, page, "..", target)), `${page}: ${target}`).toBe(true);
    }
  });

  test.each(GENERATED)("have generated parts that are current (npm run docs): %s", (page) => {
    expect(read(page)).toBe(withGenerated(ROOT, read(page)));
  });
});

describe("docs/cli.md", () => {
  test("names every verb, every option and every choice", () => {
    for (const command of verbs()) {
      const section = CLI_PAGE.split(/^## /m).find((part) => part.startsWith(`${command.name()}\n`)) ?? "";
      expect(section).not.toBe("");
      for (const { long, argChoices } of command.options) {
        expect(section).toContain(`${long}`);
        for (const choice of argChoices ?? []) expect(section).toContain(choice);
      }
    }
  });
});
