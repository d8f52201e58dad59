import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { applyPatch } from "diff";
import { describe, expect, test } from "vitest";
import { replaceFile } from "../../../../src/cli/writing/replace-file.ts";
import { LLAMA_4K, LLAMA_16K } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

const BLOCK = '{"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}';
const MISSPELT = LLAMA_16K.replace('"rope_scaling": null', `"rope_scaling": ${BLOCK}`);
const SPELT = MISSPELT.replace("orignal", "original");

describe("check --fix", () => {
  test("applies what has one right answer and reports what is left", async () => {
    const cwd = folderWith({ "config.json": MISSPELT });
    const { stdout, exitCode } = await runCli(["check", "config.json", "--fix"], { cwd });
    expect(readFileSync(join(cwd, "config.json"), "utf8")).toBe(SPELT);
    expect(stdout).toBe("No findings in 1 model config. 1 file fixed.\n");
    expect(exitCode).toBe(0);
  });

  test("leaves a file alone whose findings want a decision", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    await runCli(["check", "config.json", "--fix"], { cwd });
    expect(readFileSync(join(cwd, "config.json"), "utf8")).toBe(LLAMA_16K);
  });

  test("keeps mode, line ends and byte order mark", async () => {
    const text = `\uFEFF${MISSPELT.replaceAll("\n", "\r\n")}`;
    const cwd = folderWith({ "config.json": text });
    chmodSync(join(cwd, "config.json"), 0o640);
    await runCli(["check", "config.json", "--fix"], { cwd });
    const written = readFileSync(join(cwd, "config.json"), "utf8");
    expect(written.replace("\uFEFF", "")).toBe(SPELT.replaceAll("\n", "\r\n"));
    expect(statSync(join(cwd, "config.json")).mode & 0o777).toBe(0o640);
  });

  test("writes through a link, which stays one", async () => {
    const cwd = folderWith({ "blobs/0f1e": MISSPELT });
    mkdirSync(join(cwd, "main"));
    symlinkSync("../blobs/0f1e", join(cwd, "main/config.json"));
    await runCli(["check", "main", "--fix"], { cwd });
    expect(lstatSync(join(cwd, "main/config.json")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, "blobs/0f1e"), "utf8")).toBe(SPELT);
    expect(readdirSync(join(cwd, "blobs"))).toEqual(["0f1e"]);
  });
});

describe("check --fix --dry-run", () => {
  test("prints a diff that gives the fixed text, and writes nothing", async () => {
    const cwd = folderWith({ "config.json": MISSPELT, "fine.json": LLAMA_4K });
    const { stdout, exitCode } = await runCli(["check", "config.json", "fine.json", "--fix", "--dry-run"], { cwd });
    expect(stdout).toMatch(/^--- a\/config\.json\n\+\+\+ b\/config\.json\n@@ /);
    expect(applyPatch(MISSPELT, stdout)).toBe(SPELT);
    expect(readFileSync(join(cwd, "config.json"), "utf8")).toBe(MISSPELT);
    expect(exitCode).toBe(0);
  });

  test("takes standard input", async () => {
    const { stdout } = await runCli(["check", "-", "--fix", "--dry-run"], { stdin: MISSPELT });
    expect(stdout).toContain("--- a/stdin\n");
  });
});

describe("replacing a file", () => {
  test("is refused when it has another text by now", () => {
    const cwd = folderWith({ "config.json": "new" });
    const path = join(cwd, "config.json");
    expect(() => replaceFile(path, "config.json", "old", "mine")).toThrow("config.json has changed since it was read");
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  test("is refused when it has gone", () => {
    const cwd = folderWith({});
    expect(() => replaceFile(join(cwd, "config.json"), "config.json", "old", "mine")).toThrow(
      "config.json was not written: there is no such file",
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("leaves no other file behind", () => {
    const cwd = folderWith({ "config.json": "old" });
    replaceFile(join(cwd, "config.json"), "config.json", "old", "mine");
    expect(readdirSync(cwd)).toEqual(["config.json"]);
    expect(readFileSync(join(cwd, "config.json"), "utf8")).toBe("mine");
  });

  test.skipIf(process.getuid?.() === 0)("is refused when it is read-only", () => {
    const cwd = folderWith({ "config.json": "old" });
    const path = join(cwd, "config.json");
    chmodSync(path, 0o444);
    expect(() => replaceFile(path, "config.json", "old", "mine")).toThrow("permission denied");
    expect(readFileSync(path, "utf8")).toBe("old");
  });
});
