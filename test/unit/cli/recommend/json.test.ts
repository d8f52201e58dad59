import { describe, expect, test } from "vitest";
import { GEMMA_3, isRecord, LLAMA_16K, NOT_A_MODEL } from "../support/configs.ts";
import { CONTRACT, faultsOf } from "../support/contract.ts";
import { folderWith, runCli } from "../support/run-cli.ts";

interface Strategy {
  readonly id: string;
  readonly meanDisturbance: number;
  readonly inRunning: boolean;
  readonly gridWins: number | null;
  readonly needsFineTuning: boolean;
  readonly perDimension: readonly number[];
  readonly factors: readonly number[];
  readonly parameters: Record<string, unknown> | null;
  readonly supportedBy: readonly string[];
  readonly longestWindow?: { readonly value: number; readonly threshold: number };
}

async function recommend(text: string, ...options: string[]) {
  const argv = ["recommend", "-", ...options, "--format", "json"];
  const { stdout, stderr, exitCode } = await runCli(argv, { stdin: text });
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  const document = JSON.parse(stdout);
  expect(faultsOf(CONTRACT.recommend, document)).toEqual([]);
  return { document, stdout };
}

async function llama(targetLength: number, ...options: string[]) {
  const { document } = await recommend(LLAMA_16K, "--target-length", String(targetLength), ...options);
  const rope = document.ropes[0];
  const strategies: Strategy[] = rope.strategies;
  const of = (id: string) => {
    const found = strategies.find((strategy) => strategy.id === id);
    if (found === undefined) throw new Error(`${id} is not in the ranking`);
    return found;
  };
  /** How far below linear, per cent to one decimal. */
  const cut = (id: string) => (100 * (1 - of(id).meanDisturbance / of("linear").meanDisturbance)).toFixed(1);
  return { document, rope, strategies, of, cut };
}

describe("recommend --format json for LLaMA-2-7B", () => {
  test("at 16384 has the paper's strategy 31.7 % below linear, resonant 86.4 %, and recommends resonant", async () => {
    const { rope, cut } = await llama(16384);
    expect(cut("distributional")).toBe("31.7");
    expect(cut("resonant")).toBe("86.4");
    expect(rope.recommended).toBe("resonant");
    expect(rope.stable).toBe(true);
    expect(rope.tiedWith).toEqual([]);
  });

  test("at 8192 has the paper's strategy 72.1 % below linear, resonant 91.3 %, and recommends resonant", async () => {
    const { rope, cut } = await llama(8192);
    expect(cut("distributional")).toBe("72.1");
    expect(cut("resonant")).toBe("91.3");
    expect(rope.recommended).toBe("resonant");
  });

  test("names the lengths and where they are known from", async () => {
    const { document, rope } = await llama(16384);
    expect(document.version).toBe(1);
    expect(document.file).toBe("-");
    expect(rope).toMatchObject({
      path: "",
      layerType: null,
      pretrainedLength: 4096,
      pretrainedLengthSource: "known checkpoint LLaMA-2-7B",
      targetLength: 16384,
      scale: 4,
      bins: 360,
      use: "as-is",
      reason: null,
    });
    expect(rope.bound.meanDisturbance).toBeCloseTo(0.00084, 5);
  });

  test("sorts by mean disturbance, those in the running first", async () => {
    const { strategies } = await llama(16384);
    const running = strategies.filter(({ inRunning }) => inRunning);
    expect(strategies.slice(0, running.length)).toEqual(running);
    for (const part of [running, strategies.slice(running.length)]) {
      const means = part.map(({ meanDisturbance }) => meanDisturbance);
      expect(means).toEqual([...means].sort((a, b) => a - b));
    }
    expect(running.map(({ id }) => id)).toEqual(["resonant", "llama3", "yarn", "ntk", "none"]);
    for (const { inRunning, gridWins } of strategies) expect(gridWins === null).toBe(!inRunning);
  });

  test("has one entry a frequency pair", async () => {
    const { strategies, rope } = await llama(16384);
    for (const { perDimension, factors } of strategies) {
      expect(perDimension).toHaveLength(64);
      expect(factors).toHaveLength(64);
    }
    expect(rope.bound.perDimension).toHaveLength(64);
  });

  test("has every key to set, in the file's dialect, floats written as floats", async () => {
    const { stdout } = await recommend(LLAMA_16K, "--target-length", "16384");
    const { of } = await llama(16384);
    const block = of("resonant").parameters?.rope_scaling;
    expect(isRecord(block) && Object.keys(block)).toEqual([
      "rope_type",
      "factor",
      "original_max_position_embeddings",
      "attention_factor",
      "short_factor",
      "long_factor",
    ]);
    expect(of("yarn").parameters).toMatchObject({ max_position_embeddings: 16384 });
    expect(stdout).toContain('"factor": 4.0,');
  });

  test("lists the frameworks that run a strategy", async () => {
    const { of } = await llama(16384);
    expect(of("resonant").supportedBy).toEqual(expect.arrayContaining(["transformers", "vllm", "sglang"]));
    expect(of("resonant").supportedBy).not.toContain("llama.cpp");
  });

  test("recommends what the chosen runtime runs", async () => {
    const { rope, of } = await llama(16384, "--runtime", "llama.cpp");
    expect(of("resonant").inRunning).toBe(false);
    expect(rope.recommended).toBe("llama3");
  });

  test("has strategies that need fine-tuning in the running when the model will be fine-tuned", async () => {
    const { strategies, of } = await llama(16384, "--use", "fine-tuned");
    expect(of("distributional")).toMatchObject({ inRunning: true, needsFineTuning: true });
    expect(strategies.filter(({ inRunning }) => !inRunning).map(({ id }) => id)).toEqual(["dynamic"]);
  });

  test("has the longest window of each strategy when a disturbance is allowed for", async () => {
    const { of, strategies } = await llama(16384, "--max-disturbance", "0.03");
    for (const { longestWindow } of strategies) expect(longestWindow?.threshold).toBe(0.03);
    expect(of("none").longestWindow?.value).toBeLessThan(8192);
    expect(of("resonant").longestWindow?.value).toBeGreaterThan(65536);
    expect((await llama(16384)).of("none").longestWindow).toBeUndefined();
  });

  test("takes other bins", async () => {
    const { rope } = await llama(16384, "--bins", "180");
    expect(rope.bins).toBe(180);
    expect(rope.recommended).toBe("resonant");
  });
});

describe("recommend --format json", () => {
  test("answers for every layer type", async () => {
    const { document } = await recommend(GEMMA_3, "--target-length", "262144");
    const answers = document.ropes.map((rope: Record<string, unknown>) => [rope.path, rope.layerType, rope.reason]);
    expect(answers).toEqual([
      ["/text_config", "full_attention", null],
      ["/text_config", "sliding_attention", "sliding"],
    ]);
    const [full, sliding] = document.ropes;
    const yarn = full.strategies.find(({ id }: Strategy) => id === "yarn");
    expect(yarn).toMatchObject({ inRunning: false, parameters: null });
    expect(sliding).toMatchObject({ recommended: null, strategies: [], bound: null });
  });

  test("has nothing to extend within the pretrained window", async () => {
    const { document } = await recommend(LLAMA_16K, "--target-length", "4096");
    expect(document.ropes[0]).toMatchObject({ reason: "within", recommended: null, strategies: [], scale: 1 });
  });

  test("has no ropes for a model without RoPE", async () => {
    const bert = '{"model_type": "bert", "hidden_size": 768, "num_attention_heads": 12, "vocab_size": 30522}';
    const { document } = await recommend(bert, "--target-length", "4096");
    expect(document.ropes).toEqual([]);
  });
});

describe("recommend", () => {
  test.each([
    [[], "required option '-t, --target-length <tokens>' not specified"],
    [["-t", "16k"], "whole number of at least 1"],
    [["-t", "0"], "whole number of at least 1"],
    [["-t", "1e4"], "whole number of at least 1"],
    [["-t", "16384", "--bins", "1"], "whole number of at least 2"],
    [["-t", "16384", "--use", "trained"], "Allowed choices are as-is, fine-tuned"],
    [["-t", "16384", "--max-disturbance", "x"], "a number above 0"],
  ])("exits with 2 and one line for %j", async (options, message) => {
    const { exitCode, stderr } = await runCli(["recommend", "-", ...options], { stdin: LLAMA_16K });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("exits with 2 for a file that is no model config", async () => {
    const cwd = folderWith({ "config.json": NOT_A_MODEL });
    expect((await runCli(["recommend", "config.json", "-t", "16384"], { cwd })).exitCode).toBe(2);
  });
});
