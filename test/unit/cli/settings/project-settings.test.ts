import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parseProjectSettings } from "../../../../src/cli/settings/project-settings.ts";
import { LLAMA_16K } from "../support/configs.ts";
import { folderWith, ROOT, runCli } from "../support/run-cli.ts";

const validate = new Ajv().compile(
  JSON.parse(readFileSync(join(ROOT, "schemas/rope-lens.config.schema.json"), "utf8")),
);

const SETTINGS = {
  use: "fine-tuned",
  runtimes: ["vllm@0.30.0"],
  bins: 180,
  rules: { "length/unscaled-extension": "off" },
  baseline: "known.json",
};

describe("rope-lens.config.json", () => {
  test("may have every key of its schema", () => {
    const text = JSON.stringify({ $schema: "./schema.json", ...SETTINGS });
    expect(parseProjectSettings(text, "x")).toEqual(SETTINGS);
    expect(validate(JSON.parse(text))).toBe(true);
  });

  test("may have comments, a trailing comma and a byte order mark", () => {
    expect(parseProjectSettings('\uFEFF{ // ours\n "bins": 90, }', "x")).toEqual({ bins: 90 });
  });

  test.each([
    ['{"bin": 90}', '"bin" is unknown'],
    ['{"toString": 90}', '"toString" is unknown'],
    ['{"use": "tuned"}', '"use" must be "as-is" or "fine-tuned"'],
    ['{"runtimes": "vllm"}', '"runtimes" must be a list of frameworks'],
    ['{"bins": 1}', '"bins" must be a whole number of at least 2'],
    ['{"rules": {"length/unscaled-extension": "loud"}}', 'must set "length/unscaled-extension" to off, info'],
    ['{"baseline": ""}', '"baseline" must be the path of a file'],
  ])("with %s is refused by reader and schema alike", (text, message) => {
    expect(() => parseProjectSettings(text, "x")).toThrow(message);
    expect(validate(JSON.parse(text))).toBe(false);
  });

  test.each([
    ['{"runtimes": ["vlllm"]}', '"runtimes" has no framework "vlllm"'],
    ['{"rules": {"rope/no-such-rule": "off"}}', '"rules" has no rule "rope/no-such-rule"'],
    ["[]", "must hold an object"],
    ['{"bins": }', "does not parse"],
  ])("with %s is refused", (text, message) => {
    expect(() => parseProjectSettings(text, "x")).toThrow(message);
  });
});

describe("check with project settings", () => {
  test("takes the nearest file, in the folder of the config or above", async () => {
    const cwd = folderWith({
      "rope-lens.config.json": '{"rules": {"length/unscaled-extension": "error"}}',
      "a/config.json": LLAMA_16K,
      "b/rope-lens.config.json": '{"rules": {"length/unscaled-extension": "off"}}',
      "b/deep/config.json": LLAMA_16K,
    });
    const { stdout, exitCode } = await runCli(["check", ".", "--format", "json"], { cwd });
    const severities = JSON.parse(stdout).files.map((file: { diagnostics: { severity: string }[] }) =>
      file.diagnostics.map(({ severity }) => severity),
    );
    expect(severities).toEqual([["error"], []]);
    expect(exitCode).toBe(1);
  });

  test("does not look beyond the repository", async () => {
    const cwd = folderWith({
      "rope-lens.config.json": '{"rules": {"length/unscaled-extension": "error"}}',
      "repository/.git/HEAD": "",
      "repository/config.json": LLAMA_16K,
    });
    expect((await runCli(["check", "repository/config.json"], { cwd })).exitCode).toBe(0);
  });

  test("lets --runtime replace the runtimes of the file", async () => {
    const linear = LLAMA_16K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "linear", "factor": 4}');
    const cwd = folderWith({ "rope-lens.config.json": '{"runtimes": ["vllm"]}', "config.json": linear });
    expect((await runCli(["check", "config.json"], { cwd })).exitCode).toBe(1);
    expect((await runCli(["check", "config.json", "--runtime", "transformers"], { cwd })).exitCode).toBe(0);
  });

  test("exits with 2 and one line when the file is wrong", async () => {
    const cwd = folderWith({ "rope-lens.config.json": '{"bin": 90}', "config.json": LLAMA_16K });
    const { exitCode, stderr } = await runCli(["check", "config.json"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('rope-lens.config.json: "bin" is unknown');
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("recommend with project settings", () => {
  const cwd = () =>
    folderWith({
      "rope-lens.config.json": '{"use": "fine-tuned", "bins": 180, "runtimes": ["llama.cpp"]}',
      "config.json": LLAMA_16K,
    });

  test("takes use, bins and runtimes from the file", async () => {
    const { stdout } = await runCli(["recommend", "config.json", "-t", "16384", "--format", "json"], { cwd: cwd() });
    expect(JSON.parse(stdout).ropes[0]).toMatchObject({ use: "fine-tuned", bins: 180, recommended: "linear" });
  });

  test("lets the options of the command go first", async () => {
    const argv = ["recommend", "config.json", "-t", "16384", "--format", "json"];
    const options = ["--use", "as-is", "--bins", "360", "--runtime", "vllm"];
    const { stdout } = await runCli([...argv, ...options], { cwd: cwd() });
    expect(JSON.parse(stdout).ropes[0]).toMatchObject({ use: "as-is", bins: 360, recommended: "resonant" });
  });
});
