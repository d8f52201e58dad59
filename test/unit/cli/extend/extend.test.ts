import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyPatch } from "diff";
import { describe, expect, test } from "vitest";
import { GEMMA_3, isRecord, LLAMA_4K, LLAMA_16K, parsed } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

const RESONANT_16K = ["--target-length", "16384", "--strategy", "resonant"];

describe("extend", () => {
  test("prints the whole file with the block in it and nothing else changed", async () => {
    const { stdout, stderr, exitCode } = await runCli(["extend", "-", ...RESONANT_16K], { stdin: LLAMA_16K });
    const { rope_scaling: block, ...others } = parsed(stdout);
    const { rope_scaling: _old, ...before } = parsed(LLAMA_16K);
    expect(others).toEqual(before);
    expect(block).toMatchObject({
      rope_type: "longrope",
      factor: 4,
      original_max_position_embeddings: 4096,
      attention_factor: Math.sqrt(1 + Math.log(4) / Math.log(4096)),
    });
    expect(isRecord(block) && block.short_factor).toHaveLength(64);
    expect(isRecord(block) && block.long_factor).toEqual(isRecord(block) && block.short_factor);
    expect(stdout).toContain('    "factor": 4.0,\n');
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
  });

  test("leaves no finding of an unscaled window", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    await runCli(["extend", "config.json", ...RESONANT_16K, "--write"], { cwd });
    expect((await runCli(["check", "config.json"], { cwd })).stdout).toBe("No findings in 1 model config.\n");
  });

  test("--keep-short makes the short list ones", async () => {
    const { stdout } = await runCli(["extend", "-", ...RESONANT_16K, "--keep-short"], { stdin: LLAMA_16K });
    const block = parsed(stdout).rope_scaling;
    expect(isRecord(block) && block.short_factor).toEqual(new Array(64).fill(1));
  });

  test("--dialect v5 writes rope_parameters", async () => {
    const argv = ["extend", "-", "--target-length", "16384", "--strategy", "yarn", "--dialect", "v5"];
    const { stdout, stderr } = await runCli(argv, { stdin: LLAMA_16K });
    expect(parsed(stdout).rope_parameters).toMatchObject({ rope_type: "yarn", factor: 4, rope_theta: 10000 });
    expect(stderr).toContain("transformers 4, vLLM up to 0.11.0 and SGLang 0.4.10 ignore rope_parameters.");
  });

  test("--runtime tgi writes the original length at top level too", async () => {
    const { stdout } = await runCli(["extend", "-", ...RESONANT_16K, "--runtime", "tgi"], { stdin: LLAMA_16K });
    expect(parsed(stdout).original_max_position_embeddings).toBe(4096);
  });

  test("--diff prints a patch that gives the printed file", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const { stdout: diff } = await runCli(["extend", "config.json", ...RESONANT_16K, "--diff"], { cwd });
    const { stdout: whole } = await runCli(["extend", "config.json", ...RESONANT_16K], { cwd });
    expect(applyPatch(LLAMA_16K, diff)).toBe(whole);
    expect(readFileSync(join(cwd, "config.json"), "utf8")).toBe(LLAMA_16K);
  });

  test("--diff lets no escape sequence of the file through to a terminal, and every byte elsewhere", async () => {
    const text = LLAMA_16K.replace('"rms_norm_eps"', '"x": "\u009B2J\u001B[2J",\n  "rms_norm_eps"');
    const argv = ["extend", "-", ...RESONANT_16K, "--diff"];
    const onTerminal = await runCli(argv, { stdin: text, terminal: 100, env: { NO_COLOR: "1" } });
    for (const control of ["\u001B", "\u009B"]) expect(onTerminal.stdout).not.toContain(control);
    const { stdout } = await runCli(argv, { stdin: text });
    expect(applyPatch(text, stdout)).toContain("\u009B2J\u001B[2J");
  });

  test("--diff has colour on a terminal", async () => {
    const env = { TERM: "xterm" };
    const argv = ["extend", "-", ...RESONANT_16K, "--diff"];
    const { stdout } = await runCli(argv, { stdin: LLAMA_16K, terminal: 100, env });
    expect(stdout).toContain('\u001B[31m-  "rope_scaling": null,\u001B[39m');
    expect(stdout).toContain('\u001B[32m+    "factor": 4.0,\u001B[39m');
  });

  test("--write changes the file and says so; a second time there is nothing to write", async () => {
    const cwd = folderWith({ "config.json": LLAMA_16K });
    const argv = ["extend", "config.json", ...RESONANT_16K, "--write"];
    const { stdout: whole } = await runCli(argv.slice(0, -1), { cwd });
    expect((await runCli(argv, { cwd })).stdout).toBe("config.json: resonant for 16384 tokens is in the file.\n");
    expect(readFileSync(join(cwd, "config.json"), "utf8")).toBe(whole);
    expect((await runCli(argv, { cwd })).stdout).toBe("config.json says so already; nothing was written.\n");
  });

  test("raises the window of a file that does not claim it yet", async () => {
    const { stdout } = await runCli(["extend", "-", ...RESONANT_16K], { stdin: LLAMA_4K });
    expect(parsed(stdout).max_position_embeddings).toBe(16384);
  });

  test("chooses the layers that there is something to extend in", async () => {
    const argv = ["extend", "-", "--target-length", "262144", "--strategy", "linear"];
    const { stdout, exitCode } = await runCli(argv, { stdin: GEMMA_3 });
    expect(parsed(stdout).text_config).toMatchObject({ rope_scaling: { rope_type: "linear", factor: 16 } });
    expect(exitCode).toBe(0);
    const named = await runCli([...argv, "--layer-type", "full_attention"], { stdin: GEMMA_3 });
    expect(named.stdout).toBe(stdout);
  });
});

describe("extend without anything to extend", () => {
  test("prints the file as it is, says why, and exits with 0", async () => {
    const argv = ["extend", "-", "--target-length", "2048", "--strategy", "yarn"];
    const { stdout, stderr, exitCode } = await runCli(argv, { stdin: LLAMA_16K });
    expect(stdout).toBe(LLAMA_16K);
    expect(stderr).toMatch(/^rope-lens: Nothing to extend\. A window of 2048 tokens lies within the pretrained 4096\./);
    expect(exitCode).toBe(0);
  });

  test("in the named layers says so", async () => {
    const argv = ["extend", "-", "-t", "262144", "-s", "linear", "--layer-type", "sliding_attention"];
    const { stdout, stderr, exitCode } = await runCli(argv, { stdin: GEMMA_3 });
    expect(stdout).toBe(GEMMA_3);
    expect(stderr).toContain("Nothing to extend in sliding layers");
    expect(exitCode).toBe(0);
  });
});

describe("extend exits with 1 and the reason", () => {
  test("when a framework does not run the strategy", async () => {
    const argv = ["extend", "-", ...RESONANT_16K, "--runtime", "llama.cpp"];
    const { exitCode, stdout, stderr } = await runCli(argv, { stdin: LLAMA_16K });
    expect(stderr).toMatch(/^rope-lens: resonant does not run in llama\.cpp: /);
    expect(stdout).toBe("");
    expect(exitCode).toBe(1);
  });

  test("when no config can state the strategy", async () => {
    const argv = ["extend", "-", "--target-length", "262144", "--strategy", "yarn"];
    const { exitCode, stderr } = await runCli(argv, { stdin: GEMMA_3 });
    expect(stderr).toMatch(/^rope-lens: yarn cannot be written here: the model was trained with/);
    expect(exitCode).toBe(1);
  });

  test("when the strategy does not exist for the RoPE", async () => {
    const argv = ["extend", "-", "--target-length", "16384", "--strategy", "longrope"];
    const { exitCode, stderr } = await runCli(argv, { stdin: LLAMA_16K });
    expect(stderr).toBe("rope-lens: longrope does not exist for this RoPE\n");
    expect(exitCode).toBe(1);
  });

  test("when the model has no RoPE", async () => {
    const bert = '{"model_type": "bert", "hidden_size": 768, "num_attention_heads": 12, "vocab_size": 30522}';
    const { exitCode, stderr } = await runCli(["extend", "-", ...RESONANT_16K], { stdin: bert });
    expect(stderr).toBe("rope-lens: -: the model has no rotary position embedding\n");
    expect(exitCode).toBe(1);
  });
});

describe("extend exits with 2 and one line", () => {
  test.each([
    [["-t", "16384", "-s", "resonant-unbound"], "Allowed choices are none, linear"],
    [["-t", "16384"], "required option '-s, --strategy <id>' not specified"],
    [["-t", "16384", "-s", "yarn", "--keep-short"], "--keep-short is for strategies with lists of factors"],
    [["-t", "16384", "-s", "yarn", "--write", "--diff"], "cannot be used with option"],
    [["-t", "16384", "-s", "yarn", "--write"], "--write cannot change standard input"],
    [["-t", "16384", "-s", "yarn", "--layer-type", "x"], "has no layer type x: it has one RoPE for all layers"],
    [["-t", "16384", "-s", "yarn", "--dialect", "v6"], "Allowed choices are v4, v5"],
  ])("for %j", async (options, message) => {
    const { exitCode, stderr } = await runCli(["extend", "-", ...options], { stdin: LLAMA_16K });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(exitCode).toBe(2);
  });
});
