import { spawnSync } from "node:child_process";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LLAMA_4K, LLAMA_16K } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

const BROKEN = LLAMA_4K.replace('"rms_norm_eps"', '"rope_theta": "x",\n  "rms_norm_eps"');

describe("a baseline", () => {
  test("notes what is there, by file, code and pointer", async () => {
    const cwd = folderWith({ "models/a/config.json": LLAMA_16K, "models/b/config.json": BROKEN });
    const { stdout, exitCode } = await runCli(["check", "models", "--write-baseline", "models/known.json"], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, "models/known.json"), "utf8"))).toEqual({
      version: 1,
      files: {
        "a/config.json": { "length/unscaled-extension#/max_position_embeddings": 1 },
        "b/config.json": { "rope/wrong-type#/rope_theta": 1 },
      },
    });
    expect(stdout).toBe(
      "models/known.json: 2 findings noted; check leaves them out with --baseline models/known.json\n",
    );
    expect(exitCode).toBe(0);
  });

  test("leaves out what it knows, and nothing else", async () => {
    const cwd = folderWith({ "a/config.json": LLAMA_16K });
    await runCli(["check", ".", "--write-baseline", "known.json"], { cwd });
    const knows = await runCli(["check", ".", "--baseline", "known.json", "--max-warnings", "0"], { cwd });
    expect(knows).toMatchObject({ exitCode: 0, stdout: "No findings in 1 model config.\n" });
    renameSync(join(cwd, "a"), join(cwd, "b"));
    expect((await runCli(["check", ".", "--baseline", "known.json", "--max-warnings", "0"], { cwd })).exitCode).toBe(1);
  });

  test("is found through the project's settings, from their folder", async () => {
    const cwd = folderWith({
      "models/rope-lens.config.json": '{"baseline": "known.json"}',
      "models/config.json": BROKEN,
      "models/known.json": '{"version": 1, "files": {"config.json": {"rope/wrong-type#/rope_theta": 1}}}',
    });
    expect((await runCli(["check", "models"], { cwd })).exitCode).toBe(0);
    const rewritten = await runCli(["check", "models", "--write-baseline", "models/known.json"], { cwd });
    expect(rewritten.stdout).toContain("1 finding noted");
  });

  test.each([
    "../outside.json",
    "a/../../outside.json",
    "/etc/passwd",
    "\\\\host\\share",
    "C:\\known.json",
    "..\\outside.json",
    "",
    5,
  ])("of a project cannot lie outside of its folder (%j)", async (baseline) => {
    const cwd = folderWith({
      "outside.json": '{"version": 1, "files": {"config.json": {"rope/wrong-type#/rope_theta": 1}}}',
      "models/rope-lens.config.json": JSON.stringify({ baseline }),
      "models/config.json": BROKEN,
    });
    const { exitCode, stderr } = await runCli(["check", "models"], { cwd });
    expect(stderr).toContain('"baseline" must be the path of a file in this folder or below it');
    expect(exitCode).toBe(2);
  });

  test.skipIf(process.platform === "win32")("of a project that is a pipe is not waited for", async () => {
    const cwd = folderWith({ "rope-lens.config.json": '{"baseline": "pipe"}', "config.json": BROKEN });
    expect(spawnSync("mkfifo", [join(cwd, "pipe")]).status).toBe(0);
    const { exitCode, stderr } = await runCli(["check", "."], { cwd });
    expect(stderr).toContain("pipe: there is no such file");
    expect(exitCode).toBe(2);
  });

  test.each([
    ["missing.json", "missing.json: there is no such file"],
    ["text.json", "text.json: it is not JSON"],
    ["other.json", "other.json is no baseline: make one with --write-baseline"],
  ])("that cannot be used (%s) is one line and exit code 2", async (name, message) => {
    const cwd = folderWith({ "config.json": LLAMA_4K, "text.json": "hello", "other.json": "{}" });
    const { exitCode, stderr } = await runCli(["check", "config.json", "--baseline", name], { cwd });
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  test("cannot be written and used at once, or written into a folder that is not there", async () => {
    const cwd = folderWith({ "config.json": LLAMA_4K });
    const both = await runCli(["check", "config.json", "--baseline", "a", "--write-baseline", "b"], { cwd });
    expect(both.exitCode).toBe(2);
    const nowhere = await runCli(["check", "config.json", "--write-baseline", "no/b.json"], { cwd });
    expect(nowhere).toMatchObject({
      exitCode: 2,
      stderr: "rope-lens: no/b.json was not written: there is no such file\n",
    });
  });
});
