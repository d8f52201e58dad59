import { describe, expect, test } from "vitest";
import { RUNTIMES } from "../../../../src/runtimes/index.ts";
import { GEMMA_3, LLAMA_16K } from "../support/configs.ts";
import { CONTRACT, faultsOf } from "../support/contract.ts";
import { runCli } from "../support/run-cli.ts";

async function inspect(text: string, ...options: string[]) {
  const { stdout, exitCode } = await runCli(["inspect", "-", "--format", "json", ...options], { stdin: text });
  const document = JSON.parse(stdout);
  expect(faultsOf(CONTRACT.inspect, document)).toEqual([]);
  expect(exitCode).toBe(0);
  return document;
}

const withBlock = (block: object) =>
  LLAMA_16K.replace('"rope_scaling": null', `"rope_scaling": ${JSON.stringify(block)}`);

describe("inspect --format json", () => {
  test("says what transformers computes", async () => {
    const document = await inspect(LLAMA_16K);
    const { invFreq, ...rope } = document.ropes[0];
    expect(rope).toEqual({
      path: "",
      layerType: null,
      ropeType: "default",
      theta: 10000,
      headDim: 128,
      rotaryDim: 128,
      attentionFactor: 1,
      maxPositionEmbeddings: 16384,
      originalMaxPositionEmbeddings: null,
      pretrainedLength: 4096,
    });
    expect(invFreq).toHaveLength(64);
    expect(invFreq[0]).toBe(1);
    expect(invFreq[63]).toBeCloseTo(10000 ** (-126 / 128), 12);
  });

  test("has the KV cache: 2 x layers x kv heads x head dimension x bytes", async () => {
    const { kvCache } = await inspect(LLAMA_16K);
    expect(kvCache).toEqual({ bytesPerToken: 2 * 32 * 32 * 128 * 2, bytesAtMax: 524288 * 16384, dtype: "float16" });
  });

  test("takes the list of a longrope block that the length of the input chooses", async () => {
    const lists = { short_factor: new Array(64).fill(1), long_factor: new Array(64).fill(4) };
    const text = withBlock({ rope_type: "longrope", original_max_position_embeddings: 4096, factor: 4.0, ...lists });
    const first = async (...options: string[]) => (await inspect(text, ...options)).ropes[0].invFreq[0];
    expect(await first()).toBe(1);
    expect(await first("--seq-len", "4096")).toBe(1);
    expect(await first("--seq-len", "4097")).toBe(0.25);
  });

  test("has the original length and the attention factor of a block", async () => {
    const yarn = { rope_type: "yarn", factor: 4.0, original_max_position_embeddings: 4096 };
    expect((await inspect(withBlock(yarn))).ropes[0]).toMatchObject({
      ropeType: "yarn",
      originalMaxPositionEmbeddings: 4096,
      attentionFactor: 0.1 * Math.log(4) + 1,
    });
  });

  test("has every layer type", async () => {
    const { ropes, modelType } = await inspect(GEMMA_3);
    expect(modelType).toBe("gemma3");
    expect(
      ropes.map((rope: Record<string, unknown>) => [rope.path, rope.layerType, rope.ropeType, rope.theta]),
    ).toEqual([
      ["/text_config", "full_attention", "linear", 1000000],
      ["/text_config", "sliding_attention", "default", 10000],
    ]);
  });

  test("says of every framework, or of those that are named, what it does with the file", async () => {
    const names = (document: { runtimes: { name: string }[] }) => document.runtimes.map(({ name }) => name);
    expect(names(await inspect(LLAMA_16K))).toEqual(RUNTIMES.map(({ name }) => name));
    const asked = ["--runtime", "mlx-lm", "--runtime", "transformers@4.48.3"];
    expect(names(await inspect(LLAMA_16K, ...asked))).toEqual(["mlx-lm", "transformers"]);
  });

  test("has what transformers computes, and where that is known from", async () => {
    const document = await inspect(LLAMA_16K, "--runtime", "transformers");
    const [transformers] = document.runtimes;
    expect(transformers).toMatchObject({ outcome: "runs", exception: null, message: null, ignoredKeys: [] });
    expect(transformers.ropes).toHaveLength(1);
    for (const [pair, frequency] of transformers.ropes[0].invFreq.entries()) {
      expect(frequency).toBeCloseTo(document.ropes[0].invFreq[pair], 6);
    }
    expect(transformers.sources[0].file).toContain("modeling_rope_utils.py");
  });

  test("has what transformers raises, in its own words", async () => {
    const text = LLAMA_16K.replace('"num_attention_heads": 32', '"num_attention_heads": 33');
    const [transformers] = (await inspect(text, "--runtime", "transformers")).runtimes;
    expect(transformers).toMatchObject({ outcome: "raises", ropes: [], derivedMaxLength: null });
    expect(transformers.message).toContain("not a multiple of the number of attention heads (33)");
  });

  test("has the keys that a framework ignores", async () => {
    const yarn = { rope_type: "yarn", factor: 4.0, original_max_position_embeddings: 4096, attn_factor: 1.0 };
    const [transformers] = (await inspect(withBlock(yarn), "--runtime", "transformers")).runtimes;
    expect(transformers.ignoredKeys).toEqual(["attn_factor"]);
  });

  test("names the nearest known release below one that is not known, and what was asked", async () => {
    const [vllm] = (await inspect(LLAMA_16K, "--runtime", "vllm@0.31.5")).runtimes;
    expect(vllm).toMatchObject({ release: "0.31.0", requestedRelease: "0.31.5", outcome: "runs" });
    const [known] = (await inspect(LLAMA_16K, "--runtime", "vllm@0.31.0")).runtimes;
    expect(known.requestedRelease).toBeUndefined();
  });

  test("knows nothing of a release older than every known one", async () => {
    const [transformers] = (await inspect(LLAMA_16K, "--runtime", "transformers@4.1")).runtimes;
    expect(transformers).toMatchObject({ release: "4.1", outcome: "unknown", ropes: [], sources: [] });
  });

  test("has no ropes for a model without RoPE", async () => {
    const bert = '{"model_type": "bert", "hidden_size": 768, "num_attention_heads": 12, "vocab_size": 30522}';
    expect((await inspect(bert)).ropes).toEqual([]);
  });
});

describe("inspect", () => {
  test("does not claim to know what the code of an unknown type does", async () => {
    const unknown = '{"model_type": "newmodel", "hidden_size": 64, "num_attention_heads": 4}';
    const { stdout } = await runCli(["inspect", "-"], { stdin: unknown });
    expect(stdout).toContain("its model type is not known: whether the model's own code rotates cannot be said.");
    const known = await runCli(["inspect", "-"], { stdin: '{"model_type": "bert"}' });
    expect(known.stdout).toContain("This model has no rotary position embedding.");
  });

  test("shows what frameworks do in a table with remarks", async () => {
    const yarn = { rope_type: "yarn", factor: 4.0, original_max_position_embeddings: 4096, attn_factor: 1.0 };
    const { stdout } = await runCli(["inspect", "-"], { stdin: withBlock(yarn) });
    expect(stdout).toMatch(/^transformers +[\d.]+ +runs as the file says +–$/m);
    expect(stdout).toMatch(/^transformers [\d.]+ ignores attn_factor\.$/m);
  });

  test("shows the facts and every eighth pair", async () => {
    const { stdout } = await runCli(["inspect", "-"], { stdin: LLAMA_16K });
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("LLaMA-2-7B  -");
    expect(lines).toContain("rotary dimension        128 (64 frequency pairs)");
    expect(lines).toContain(
      "pretrained length       4096 (known checkpoint LLaMA-2-7B; --pretrained-length sets another)",
    );
    expect(lines).toContain("KV cache (float16): 512 KiB a token, 8 GiB at the full window");
    expect(lines.filter((line) => /^ +\d+ +[\d.e-]+ +[\d,.]+$/.test(line))).toHaveLength(9);
  });
});

describe("what training tools make of the file", () => {
  test("stands beside the frameworks, with the float that LLaMA-Factory saves", async () => {
    const { stdout } = await runCli(["inspect", "-", "--format", "json", "--seq-len", "40000"], { stdin: LLAMA_16K });
    const { training } = JSON.parse(stdout);
    expect(training.map(({ name }: { name: string }) => name)).toEqual([
      "unsloth",
      "axolotl",
      "LLaMA-Factory",
      "torchtune",
      "torchtitan",
    ]);
    expect(training[0]).toMatchObject({ outcome: "replaces", ropeType: "linear", maxPositionEmbeddings: 40000 });
    expect(stdout).toContain('"maxPositionEmbeddings": 49152.0');
  });

  test("is a section of the text", async () => {
    const { stdout } = await runCli(["inspect", "-", "--seq-len", "40000"], { stdin: LLAMA_16K });
    expect(stdout).toContain("Training at 40000 tokens");
    expect(stdout).toMatch(/axolotl +0\.19\.0 +widens the window +40000/);
    expect(stdout).toMatch(/LLaMA-Factory +0\.9\.5 +replaces the scaling +49152\.0/);
  });
});
