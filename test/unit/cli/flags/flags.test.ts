import { describe, expect, test } from "vitest";
import { GEMMA_3, LLAMA_4K, LLAMA_16K, NOT_A_MODEL } from "../support/configs.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

const YARN = ["-t", "16384", "-s", "yarn"];

describe("flags", () => {
  test("prints the command alone, and where it is known from beside it", async () => {
    const cwd = folderWith({ "llama/config.json": LLAMA_4K });
    const argv = ["flags", "llama", "--target-length", "16384", "--strategy", "yarn", "--runtime", "vllm"];
    expect(await runCli(argv, { cwd })).toMatchObject({
      exitCode: 0,
      stdout: `vllm serve ${cwd}/llama --max-model-len 16384 --hf-overrides '{"rope_parameters": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 4096, "rope_theta": 10000.0}, "max_position_embeddings": 16384}'\n`,
      stderr: "rope-lens: vLLM 0.33.0: known from running vllm/config/model.py (555-570, 690-692) of 0.33.0\n",
    });
  });

  test("quotes the folder for a shell", async () => {
    const cwd = folderWith({ "it's $(mine)/config.json": LLAMA_4K });
    const { stdout } = await runCli(["flags", "it's $(mine)/config.json", ...YARN, "-r", "sglang"], { cwd });
    expect(stdout).toContain(`--model-path '${cwd}/it'\\''s $(mine)' --context-length 16384`);
  });

  test("leaves the folder open for standard input", async () => {
    const { stdout, stderr, exitCode } = await runCli(["flags", "-", ...YARN, "-r", "vllm"], { stdin: LLAMA_16K });
    expect(stdout).toMatch(/^vllm serve MODEL --max-model-len 16384 /);
    expect(stderr).toContain("rope-lens: Put the checkpoint's folder in place of MODEL.\n");
    expect(exitCode).toBe(0);
  });

  test("takes a release, and names the nearest known one below", async () => {
    const known = await runCli(["flags", "-", ...YARN, "-r", "vllm@0.11.0"], { stdin: LLAMA_4K });
    expect(known.stdout).toContain('--hf-overrides \'{"rope_scaling": {');
    const unknown = await runCli(["flags", "-", ...YARN, "-r", "vLLM@0.33.7"], { stdin: LLAMA_4K });
    expect(unknown.stderr).toContain("rope-lens: vLLM 0.33.0 (0.33.7 is not known): known from running ");
  });

  test.each([
    ["llama.cpp", "llama3", "llama.cpp 0c1e57098 cannot be started with llama3: llama3 is the rope_freqs tensor"],
    ["llama.cpp", "resonant", "cannot be started with resonant: conversion drops the per-pair factors"],
    ["tgi", "linear", "TGI 3.3.7 cannot be started with linear: linear is accepted and not applied"],
    ["mlx-lm", "yarn", "mlx-lm 0.32.2 cannot be started with yarn: its commands take no RoPE options"],
    ["vllm@0.1.0", "yarn", "nothing is known about vllm 0.1.0"],
    ["vllm", "longrope", "longrope"],
  ])("exits with 1 and says why: %s, %s", async (runtime, strategy, reason) => {
    const argv = ["flags", "-", "-t", "16384", "-s", strategy, "-r", runtime];
    const { exitCode, stdout, stderr } = await runCli(argv, { stdin: LLAMA_4K });
    expect(stderr).toContain(reason);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect([exitCode, stdout]).toEqual([1, ""]);
  });

  test("exits with 1 for a RoPE for each layer type, which was not tried", async () => {
    const argv = ["flags", "-", "-t", "262144", "-s", "ntk", "--layer-type", "full_attention", "-r", "vllm"];
    const { exitCode, stderr } = await runCli(argv, { stdin: GEMMA_3 });
    expect(stderr).toContain("an override was not tried for models with a RoPE for each layer type");
    expect(exitCode).toBe(1);
  });

  test("answers that there is nothing to extend", async () => {
    const argv = ["flags", "-", "-t", "2048", "-s", "yarn", "-r", "vllm"];
    const { exitCode, stdout, stderr } = await runCli(argv, { stdin: LLAMA_4K });
    expect(stderr).toMatch(/^rope-lens: Nothing to extend\./);
    expect([exitCode, stdout]).toEqual([0, ""]);
  });

  test.each([
    ["an unknown framework", ["-", ...YARN, "-r", "candle"], LLAMA_4K, "The runtimes are transformers, vllm"],
    ["no framework", ["-", ...YARN], LLAMA_4K, "required option '-r, --runtime <name[@release]>' not specified"],
    [
      "no strategy",
      ["-", "-t", "16384", "-r", "vllm"],
      LLAMA_4K,
      "required option '-s, --strategy <id>' not specified",
    ],
    [
      "an unknown strategy",
      ["-", "-t", "16384", "-s", "magic", "-r", "vllm"],
      LLAMA_4K,
      "Allowed choices are none, linear",
    ],
    ["a missing file", ["missing.json", ...YARN, "-r", "vllm"], "", "missing.json: there is no such file"],
    ["another kind of file", ["-", ...YARN, "-r", "vllm"], NOT_A_MODEL, "is not a model config"],
    ["an unknown layer type", ["-", ...YARN, "-r", "vllm", "--layer-type", "x"], LLAMA_4K, "has no layer type x"],
  ])("exits with 2 and one line for %s", async (_, argv, stdin, message) => {
    const { exitCode, stdout, stderr } = await runCli(["flags", ...argv], { stdin });
    expect(stderr).toContain(message);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect([exitCode, stdout]).toEqual([2, ""]);
  });
});
