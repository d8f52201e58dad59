import { describe, expect, test } from "vitest";
import { LLAMA_4K, LLAMA_16K } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

/** transformers stops at a theta that is no number. */
const BROKEN = LLAMA_4K.replace('"rms_norm_eps"', '"rope_theta": "ten thousand",\n  "rms_norm_eps"');

describe("check exits", () => {
  test("with 0 when nothing is wrong", async () => {
    const cwd = folderWith({ "config.json": LLAMA_4K });
    expect((await runCli(["check", "config.json"], { cwd })).exitCode).toBe(0);
  });

  test("with 0 when there are warnings only", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    expect((await runCli(["check", "config.json"], { cwd })).exitCode).toBe(0);
  });

  test("with 1 when there is an error", async () => {
    const cwd = folderWith({ "config.json": BROKEN });
    expect((await runCli(["check", "config.json"], { cwd })).exitCode).toBe(1);
  });

  test("with 1 and a line that says so above --max-warnings, with 0 at it", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const above = await runCli(["check", "config.json", "--max-warnings", "0"], { cwd });
    expect(above.exitCode).toBe(1);
    expect(above.stderr).toBe("rope-lens: 1 warning is more than the 0 that --max-warnings allows\n");
    expect((await runCli(["check", "config.json", "--max-warnings", "1"], { cwd })).exitCode).toBe(0);
  });

  test("with 2 when any named file cannot be read, and reports the others all the same", async () => {
    const cwd = folderWith({ "config.json": BROKEN });
    const outcome = await runCli(["check", "missing.json", "config.json"], { cwd });
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toBe("rope-lens: missing.json: there is no such file\n");
    expect(outcome.stdout).toContain("config.json:");
    expect(outcome.stdout).toContain("rope_theta");
  });

  test.each([
    [["check"], "missing required argument 'files'"],
    [["check", "config.json", "--format", "xml"], "argument 'xml' is invalid"],
    [["check", "config.json", "--runtime", "vlllm"], "The runtimes are transformers, vllm"],
    [["check", "config.json", "--max-warnings", "-1"], "whole number of at least 0"],
    [["check", "config.json", "--formt", "json"], "unknown option '--formt' (Did you mean --format?)"],
    [["check", "config.json", "--dry-run"], "--dry-run needs --fix"],
    [["check", "-", "--fix"], "--fix cannot change standard input"],
    [["chek", "config.json"], "unknown command 'chek' (Did you mean check?)"],
    [[], "say what to do: check, recommend"],
  ])("with 2 and one line for bad arguments: %j", async (argv, message) => {
    const { exitCode, stderr, stdout } = await runCli(argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
  });
});

describe("check --quiet", () => {
  test("reports errors only; warnings still count", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const { stdout, exitCode } = await runCli(["check", "config.json", "--quiet", "--max-warnings", "0"], { cwd });
    expect(stdout).toBe("");
    expect(exitCode).toBe(1);
    const json = await runCli(["check", "config.json", "--quiet", "--format", "json"], { cwd });
    const { files, summary } = JSON.parse(json.stdout);
    expect(files[0].diagnostics).toEqual([]);
    expect(summary.warnings).toBe(1);
  });
});

describe("check --runtime", () => {
  test("decides what is an error: an integer factor of a linear block stops vLLM and not transformers", async () => {
    const linear = LLAMA_16K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "linear", "factor": 4}');
    const cwd = folderWith({ "config.json": linear });
    expect((await runCli(["check", "config.json"], { cwd })).exitCode).toBe(0);
    expect((await runCli(["check", "config.json", "--runtime", "vllm@0.30.0"], { cwd })).exitCode).toBe(1);
  });
});
