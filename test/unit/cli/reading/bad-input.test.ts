import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LLAMA_4K } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

const UTF_16 = Buffer.from(`\uFEFF${LLAMA_4K}`, "utf16le");
const LATIN_1 = Buffer.from(LLAMA_4K.replace("meta-llama", "méta-llama"), "latin1");
const BINARY = new Uint8Array([0x47, 0x47, 0x55, 0x46, 0x03, 0x00, 0x00, 0x00]);

const NOT_UTF_8 = "is not UTF-8. Frameworks read config files as UTF-8 and will fail on it.";

describe("a file that cannot be read as text", () => {
  test.each([
    ["UTF-16", UTF_16, NOT_UTF_8],
    ["Latin-1", LATIN_1, NOT_UTF_8],
    ["binary", BINARY, "is a binary file, not JSON."],
  ])("(%s) is one clear line and exit code 2, for every verb", async (_kind, bytes, message) => {
    const cwd = folderWith({ "config.json": bytes });
    for (const argv of [
      ["check", "config.json"],
      ["recommend", "config.json", "--target-length", "16384"],
      ["extend", "config.json", "--target-length", "16384", "--strategy", "yarn"],
      ["inspect", "config.json"],
    ]) {
      const { exitCode, stdout, stderr } = await runCli(argv, { cwd });
      expect(stderr).toBe(`rope-lens: config.json ${message}\n`);
      expect(stdout).toBe("");
      expect(exitCode).toBe(2);
    }
  });

  test("of standard input is said as well", async () => {
    const { exitCode, stderr } = await runCli(["check", "-"], { stdin: LATIN_1 });
    expect(stderr).toBe(`rope-lens: standard input ${NOT_UTF_8}\n`);
    expect(exitCode).toBe(2);
  });

  test("is named with its reason", async () => {
    const cwd = folderWith({ file: "" });
    symlinkSync("b", join(cwd, "a"));
    symlinkSync("a", join(cwd, "b"));
    const reasonFor = async (name: string) => (await runCli(["check", name], { cwd })).stderr;
    expect(await reasonFor("missing.json")).toBe("rope-lens: missing.json: there is no such file\n");
    expect(await reasonFor("file/config.json")).toBe("rope-lens: file/config.json: a part of its path is no folder\n");
    expect(await reasonFor("a")).toBe("rope-lens: a: its links lead in a circle\n");
    expect(await reasonFor("x".repeat(300))).toContain("its name is too long\n");
  });

  test.skipIf(process.platform === "win32")("is not waited for where it is a pipe that nobody writes to", async () => {
    const cwd = folderWith({ "a/config.json": LLAMA_4K, "b/x": "", "c/config.json": LLAMA_4K });
    for (const name of ["a/tokenizer_config.json", "a/.gitignore", "b/config.json", "c/rope-lens.config.json"]) {
      expect(spawnSync("mkfifo", [join(cwd, name)]).status).toBe(0);
    }
    const { stdout, stderr, exitCode } = await runCli(["check", ".", "--format", "json"], { cwd });
    expect(stderr).toBe(`rope-lens: ${join(cwd, "c/rope-lens.config.json")}: it is neither a file nor a folder\n`);
    expect(JSON.parse(stdout).files.map(({ file }: { file: string }) => file)).toEqual(["a/config.json"]);
    expect(exitCode).toBe(2);
    const one = await runCli(["check", "a", "b", "--format", "json"], { cwd });
    expect(JSON.parse(one.stdout).files.map(({ file }: { file: string }) => file)).toEqual(["a/config.json"]);
  });

  test("has a name with line breaks and escape sequences shown on one line", async () => {
    const { stderr } = await runCli(["check", "a\nb\u001B[31m.json"]);
    expect(stderr).toBe("rope-lens: a b\uFFFD[31m.json: there is no such file\n");
  });
});

describe("a file that is no model config", () => {
  test.each([
    ["empty", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["a package", '{"name": "x", "version": "1.0.0", "scripts": {}}'],
    ["very large", `{"model_type": "llama", "x": "${"x".repeat(5_000_001)}"}`],
    ["larger than any config", " ".repeat(15_000_001)],
  ])("(%s) has no findings", async (_kind, text) => {
    const cwd = folderWith({ "config.json": text });
    const { stdout, exitCode } = await runCli(["check", "config.json", "--format", "json"], { cwd });
    expect(JSON.parse(stdout).files).toEqual([
      { file: "config.json", isModelConfig: false, modelType: null, diagnostics: [] },
    ]);
    expect(exitCode).toBe(0);
  });

  test.each([
    ["very large", `{"model_type": "llama", "x": "${"x".repeat(5_000_001)}"}`],
    ["larger than any config", " ".repeat(15_000_001)],
  ])("because it is %s, is left alone with a word, and cannot be asked about", async (_kind, text) => {
    const cwd = folderWith({ "a/config.json": LLAMA_4K, "b/config.json": text });
    const large = "rope-lens: b/config.json is larger than any config that is read (5,000,000 characters)";
    const checked = await runCli(["check", "a", "b"], { cwd });
    expect(checked.stderr).toBe(`${large}, and left alone\n`);
    expect(checked.stdout).toBe("No findings in 1 model config (1 other file left alone).\n");
    expect(checked.exitCode).toBe(0);
    const ranked = await runCli(["recommend", "a", "b", "-t", "8192"], { cwd });
    expect(ranked.stderr).toBe(`${large}, and left alone\n`);
    expect(ranked.exitCode).toBe(0);
    const asked = await runCli(["inspect", "b"], { cwd });
    expect(asked.stderr).toBe(`${large}\n`);
    expect(asked.exitCode).toBe(2);
  });

  test("because it is empty, says so", async () => {
    const cwd = folderWith({ "config.json": "\n" });
    const { exitCode, stderr } = await runCli(["inspect", "config.json"], { cwd });
    expect(stderr).toBe("rope-lens: config.json is empty\n");
    expect(exitCode).toBe(2);
  });

  test("cannot be asked about", async () => {
    const cwd = folderWith({ "package.json": '{"name": "x"}' });
    const { exitCode, stderr } = await runCli(["recommend", "package.json", "-t", "16384"], { cwd });
    expect(stderr).toMatch(/^rope-lens: package\.json is not a model config: /);
    expect(exitCode).toBe(2);
  });

  test("because it does not parse, says where", async () => {
    const cwd = folderWith({ "config.json": LLAMA_4K.replace('"hidden_size": 4096,', '"hidden_size": 4096') });
    const { exitCode, stderr } = await runCli(["recommend", "config.json", "-t", "16384"], { cwd });
    expect(stderr).toBe("rope-lens: config.json does not parse. Line 10, column 3: a comma is expected.\n");
    expect(exitCode).toBe(2);
  });
});

test("a folder in the place of a file stands for the config in it", async () => {
  const cwd = folderWith({ "llama/config.json": LLAMA_4K });
  const { stdout } = await runCli(["inspect", "llama/", "--format", "json"], { cwd });
  expect(JSON.parse(stdout).file).toBe("llama/config.json");
  const { stderr } = await runCli(["inspect", "."], { cwd });
  expect(stderr).toBe("rope-lens: ./config.json: there is no such file\n");
});

test("a folder without configs is one line, and no failure", async () => {
  const cwd = folderWith({ "docs/readme.md": "" });
  const { exitCode, stdout, stderr } = await runCli(["check", "docs"], { cwd });
  expect(stderr).toBe("rope-lens: docs: no config.json or params.json in this folder\n");
  expect(stdout).toBe("");
  expect(exitCode).toBe(0);
});
