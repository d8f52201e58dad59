import { describe, expect, test } from "vitest";
import { LLAMA_4K, LLAMA_16K, NOT_A_MODEL } from "../support/configs.ts";
import { CONTRACT, faultsOf } from "../support/contract.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

const FILES = {
  "long/config.json": LLAMA_16K,
  "shipped/config.json": LLAMA_4K,
  "website/config.json": NOT_A_MODEL,
};

describe("check --format json", () => {
  test("has the shape that is promised", async () => {
    const { stdout, stderr, exitCode } = await runCli(["check", ".", "--format", "json"], { cwd: folderWith(FILES) });
    expect(faultsOf(CONTRACT.check, JSON.parse(stdout))).toEqual([]);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
  });

  test("says of an unscaled window where it stands, counted from 0 in UTF-16 units", async () => {
    const { stdout } = await runCli(["check", ".", "--format", "json"], { cwd: folderWith(FILES) });
    const { files, summary } = JSON.parse(stdout);
    expect(files.map(({ file }: { file: string }) => file)).toEqual([
      "long/config.json",
      "shipped/config.json",
      "website/config.json",
    ]);
    const [finding] = files[0].diagnostics;
    expect(finding).toMatchObject({
      code: "length/unscaled-extension",
      severity: "warning",
      jsonPointer: "/max_position_embeddings",
      range: { start: { line: 11, character: 29 }, end: { line: 11, character: 34 } },
      helpUri: "docs/rules/length/unscaled-extension.md",
    });
    expect(finding.message).toContain("16384 is 4 times the pretrained 4096");
    expect(files[0].modelType).toBe("llama");
    expect(files[1]).toEqual({ file: "shipped/config.json", isModelConfig: true, modelType: "llama", diagnostics: [] });
    expect(files[2]).toEqual({
      file: "website/config.json",
      isModelConfig: false,
      modelType: null,
      diagnostics: [],
    });
    expect(summary).toEqual({ errors: 0, warnings: 1, infos: 0 });
  });

  test("counts a character outside the basic plane as two", async () => {
    const cwd = folderWith({ "config.json": '{"_name_or_path": "🦙", "model_type": "llama", "rope_theta": "x"}' });
    const { stdout } = await runCli(["check", "config.json", "--format", "json"], { cwd });
    const { diagnostics } = JSON.parse(stdout).files[0];
    const theta = diagnostics.find(({ jsonPointer }: { jsonPointer: string }) => jsonPointer === "/rope_theta");
    expect(theta.range.start).toEqual({ line: 0, character: 61 });
  });

  test("is one line a file as ndjson, each with the shape of a file", async () => {
    const { stdout } = await runCli(["check", ".", "--format", "ndjson"], { cwd: folderWith(FILES) });
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(faultsOf(CONTRACT.checkLine, JSON.parse(line))).toEqual([]);
  });

  test("is whole without any file", async () => {
    const { stdout, exitCode } = await runCli(["check", "missing.json", "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual({ version: 1, files: [], summary: { errors: 0, warnings: 0, infos: 0 } });
    expect(exitCode).toBe(2);
  });
});

test("says the same of the same text in every file, and judges it by what lies beside it", async () => {
  const long = LLAMA_16K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "linear", "factor": 4.0}');
  const cwd = folderWith({
    "a/config.json": long,
    "b/config.json": long,
    "c/config.json": long,
    "c/tokenizer_config.json": '{"model_max_length": 4096}',
    "d/config.json": long,
    "d/rope-lens.config.json": '{"rules": {"length/*": "off"}}',
  });
  const { stdout } = await runCli(["check", ".", "--format", "json"], { cwd });
  const { files } = JSON.parse(stdout);
  const [a, b, c, d] = files;
  expect(files.map(({ file }: { file: string }) => file)).toEqual(
    ["a", "b", "c", "d"].map((name) => `${name}/config.json`),
  );
  expect(b).toEqual({ ...a, file: "b/config.json" });
  expect(a.diagnostics).not.toEqual([]);
  expect(d).toEqual({ ...a, file: "d/config.json", diagnostics: [] });
  const codes = ({ diagnostics }: { diagnostics: { code: string }[] }) => diagnostics.map(({ code }) => code);
  expect(codes(c)).toEqual(expect.arrayContaining(["files/tokenizer-window"]));
  expect(codes(a)).not.toContain("files/tokenizer-window");
});
