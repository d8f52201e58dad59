/** docs/cli.md says what the command does: every command in it runs, and every option is in it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProgram } from "../../../src/cli/program.ts";
import { GEMMA_3, LLAMA_16K } from "./support/configs.ts";
import { folderWith, ROOT } from "./support/run-cli.ts";

const PAGE = readFileSync(join(ROOT, "docs/cli.md"), "utf8");
const COMMANDS = PAGE.split("\n")
  .filter((line) => /^ {4}(cat .*\| )?rope-lens /.test(line))
  .map((line) => line.trim());
/** Has a fix that is the one right answer. */
const MISSPELT = LLAMA_16K.replace(
  '"rope_scaling": null',
  '"rope_scaling": {"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}',
);
const RUNS = existsSync(join(ROOT, "dist/cli.js")) && spawnSync("bash", ["--version"]).status === 0;

describe("docs/cli.md", () => {
  test.skipIf(!RUNS).each(COMMANDS)("has a command that runs: %s", (command) => {
    const cwd = folderWith({
      "llama/config.json": LLAMA_16K,
      "gemma/config.json": GEMMA_3,
      "models/a/config.json": LLAMA_16K,
      "models/b/config.json": MISSPELT,
      "known.json": '{"version": 1, "files": {}}',
    });
    const script = `rope-lens() { "${process.execPath}" "${join(ROOT, "dist/cli.js")}" "$@"; }\n${command}`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd, encoding: "utf8" });
    expect(stderr).not.toMatch(/rope-lens: (unknown|unexpected|option|required|missing)/);
    expect(status).toBe(command.includes("--max-warnings 0") ? 1 : 0);
    const output = command.split(" > ")[1];
    expect(output === undefined ? stdout : readFileSync(join(cwd, output), "utf8")).not.toBe("");
  });

  test("has a good number of commands", () => {
    expect(COMMANDS.length).toBeGreaterThan(15);
  });

  test("names every verb, every option and every choice", async () => {
    const quiet = { write: () => undefined, drained: async () => undefined, isTTY: false, columns: 80 };
    const io = {
      cwd: ROOT,
      env: {},
      stdout: quiet,
      stderr: quiet,
      version: "0",
      workerScript: null,
      readStdin: async () => new Uint8Array(),
      deferInterrupts: () => undefined,
      startServer: async () => undefined,
    };
    for (const command of createProgram(io, () => undefined).commands) {
      const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${command.name()}\n`)) ?? "";
      expect(section).not.toBe("");
      for (const { long, argChoices } of command.options) {
        expect(section).toContain(`${long}`);
        for (const choice of argChoices ?? []) expect(section).toContain(choice);
      }
    }
  });
});
