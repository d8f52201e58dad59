/** `recommend` over folders and globs. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GEMMA_3, LLAMA_4K, LLAMA_16K } from "../support/configs.ts";
import { folderWith, ROOT, runCli } from "../support/run-cli.ts";

const CLI = join(ROOT, "dist/cli.js");

const FILES = {
  "models/b/config.json": LLAMA_4K,
  "models/a/config.json": LLAMA_16K,
  "models/c/config.json": '{"name": "something else"}',
  "models/gemma/config.json": GEMMA_3,
};

describe("recommend for many files", () => {
  test("says in one line each what disturbs least, in the order of the names", async () => {
    const cwd = folderWith(FILES);
    const { exitCode, stdout, stderr } = await runCli(["recommend", "models", "-t", "16384"], { cwd });
    expect(stdout.split("\n")).toEqual([
      "resonant          0.00456  86.4 % below linear     4096 → 16384          models/a/config.json",
      "resonant          0.00456  86.4 % below linear     4096 → 16384          models/b/config.json",
      expect.stringMatching(/^(nothing to extend|sliding layers alone) .* models\/gemma\/config\.json, /),
      "",
      "3 model configs (1 other file left alone).",
      "",
    ]);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
  });

  test("has the shape of one file on each line of ndjson, also for one file", async () => {
    const cwd = folderWith(FILES);
    const argv = ["-t", "16384", "--bins", "36"];
    const many = await runCli(["recommend", "models/b", "models/a", ...argv, "--format", "ndjson"], { cwd });
    const lines = many.stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    for (const [line, name] of [
      [lines[0], "models/b/config.json"] as const,
      [lines[1], "models/a/config.json"] as const,
    ]) {
      const one = await runCli(["recommend", name, ...argv, "--format", "json"], { cwd });
      expect(JSON.parse(line ?? "")).toEqual(JSON.parse(one.stdout));
    }
    const single = await runCli(["recommend", "models/b", ...argv, "--format", "ndjson"], { cwd });
    expect(single.stdout).toBe(`${lines[0]}\n`);
  });

  test("has one table in csv, with the names first", async () => {
    const cwd = folderWith(FILES);
    const { stdout } = await runCli(["recommend", "models/*/config.json", "-t", "16384", "-f", "csv"], { cwd });
    const rows = stdout.trimEnd().split("\r\n");
    const one = await runCli(["recommend", "models/a", "-t", "16384", "-f", "csv"], { cwd });
    const [header, ...ofOne] = one.stdout.trimEnd().split("\r\n");
    expect(rows[0]).toBe(`file,${header}`);
    expect(rows.slice(1, 1 + ofOne.length)).toEqual(ofOne.map((row) => `models/a/config.json,${row}`));
    expect(rows.filter((row) => row.startsWith("file"))).toHaveLength(1);
  });

  test("reports what cannot be read, answers the rest, and exits with 2", async () => {
    const cwd = folderWith({ ...FILES, "models/0/config.json": '{"model_type": "llama", ' });
    const { exitCode, stdout, stderr } = await runCli(["recommend", "models", "missing.json", "-t", "16384"], { cwd });
    expect(stderr).toMatch(
      /^rope-lens: models\/0\/config\.json does not parse\. Line 1, .*\nrope-lens: missing\.json: there is no such file\n$/,
    );
    expect(stdout).toContain("3 model configs (1 other file left alone).");
    expect(exitCode).toBe(2);
  });

  test("is refused as json, which has one file, and where there is no file", async () => {
    const cwd = folderWith({ ...FILES, "empty/readme.txt": "" });
    const json = await runCli(["recommend", "models", "-t", "16384", "--format", "json"], { cwd });
    expect(json).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("ndjson") });
    const none = await runCli(["recommend", "empty", "-t", "16384"], { cwd });
    expect(none).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("no config to rank") });
  });

  test.skipIf(!existsSync(CLI))("is the same from the built command, whose threads help", async () => {
    const window = (length: number) => LLAMA_4K.replace("4096", String(length));
    const names = Array.from({ length: 20 }, (_, i) => `m${String(i).padStart(2, "0")}/config.json`);
    const cwd = folderWith(Object.fromEntries(names.map((name, i) => [name, window(i % 2 === 0 ? 4096 : 8192)])));
    const argv = ["recommend", ".", "-t", "16384", "--bins", "36", "--format", "csv"];
    const { status, stdout } = spawnSync(process.execPath, [CLI, ...argv], { cwd, encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toBe((await runCli(argv, { cwd })).stdout);
  });
});
