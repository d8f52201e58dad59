import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  advise,
  type Comparison,
  comparisonSteps,
  comparisonText,
  DEFAULT_SETTINGS,
} from "../../../src/advice/index.ts";
import { readConfig } from "../../../src/config/index.ts";
import { runAtOnce } from "../../../src/rope/index.ts";

const corpus = new URL("../../fixtures/corpus/", import.meta.url);
const LLAMA2 = readFileSync(new URL("llama-2-7b-chat-hf.json", corpus), "utf8");
const GEMMA3 = readFileSync(new URL("gemma3.json", corpus), "utf8");
const WIDER = LLAMA2.replace('"max_position_embeddings": 4096', '"max_position_embeddings": 16384');
const YARN = WIDER.replace(
  '"rope_scaling": null',
  '"rope_scaling": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 4096}',
);

function compared(before: string, after: string): Comparison {
  const options = { bins: 360, runtimes: [] };
  const comparison = runAtOnce(comparisonSteps(readConfig(before), readConfig(after), options));
  if (comparison === null) throw new Error("one of the two is no model config");
  return comparison;
}

function only({ ropes }: Comparison) {
  const [rope, ...others] = ropes;
  if (rope === undefined || others.length > 0) throw new Error(`${ropes.length} RoPEs were compared`);
  return rope;
}

describe("LLaMA-2 7B against itself with yarn at 16384", () => {
  const comparison = compared(LLAMA2, YARN);
  const rope = only(comparison);

  it("names the values that differ, and no other", () => {
    expect(rope.changed.map(({ label, before, after }) => [label, before, after])).toEqual([
      ["window", "4096", "16384"],
      ["RoPE type", "default", "yarn"],
      ["factor", null, "4"],
      ["original_max_position_embeddings", null, "4096"],
      ["beta_fast", null, "32"],
      ["beta_slow", null, "1"],
      ["truncate", null, "true"],
    ]);
    expect(comparison.shape).toEqual([{ label: "KV cache for the window", before: "2 GiB", after: "8 GiB" }]);
    expect(comparison.unchanged).toContain("hidden size");
  });

  it("disturbs the angles by what the ranking says of yarn, in the mean and in each pair", () => {
    const [advice] = advise(readConfig(WIDER), DEFAULT_SETTINGS);
    const yarn = advice?.analysis.strategies.find(({ id }) => id === "yarn");
    expect(rope.pairs?.meanDisturbance).toBeCloseTo(yarn?.meanDisturbance ?? Number.NaN, 9);
    expect(rope.after?.ownDisturbance).toBeCloseTo(yarn?.meanDisturbance ?? Number.NaN, 9);
    expect(rope.before?.ownDisturbance).toBe(0);
    yarn?.perDimension.forEach((value, pair) => {
      expect(rope.pairs?.disturbance[pair]).toBeCloseTo(value, 6);
    });
  });

  it("divides the frequencies by yarn's factors", () => {
    expect(rope.pairs?.changed).toBe(43);
    expect(rope.pairs?.ratios[0]).toBe(1);
    expect(rope.pairs?.ratios[63]).toBeCloseTo(4, 9);
  });

  it("says which frameworks take another window for it", () => {
    const vllm = comparison.frameworks.find(({ after }) => after.title === "vLLM");
    expect(vllm).toMatchObject({ before: { window: 4096 }, after: { outcome: "runs", window: 16384 } });
  });

  it("is told in tables and sentences", () => {
    const text = comparisonText(comparison, { before: "HEAD", after: "llama/config.json" });
    expect(text).toContain("# llama/config.json against HEAD");
    expect(text).toContain("| RoPE type | default | yarn |");
    expect(text).toContain("43 of 64 frequencies are slower, 1.03 to 4 times.");
    expect(text).toContain("0.03543 nats (angles over 4,096 tokens against angles over 16,384)");
    expect(text).toContain("own pretraining: 0 nats before, 0.03543 after");
    expect(text).toMatch(/^disturbance\n[▁▂▃▄▅▆▇█]{64}$/m);
  });
});

it("tells the other direction as faster frequencies and a smaller window", () => {
  const text = comparisonText(compared(YARN, LLAMA2), { before: "a", after: "b" });
  expect(text).toContain("43 of 64 frequencies are faster, 1.03 to 4 times.");
  expect(text).toContain("| window | 16384 | 4096 |");
});

it("finds nothing between a config and itself", () => {
  const comparison = compared(YARN, YARN);
  expect(only(comparison)).toMatchObject({ changed: [], pairs: { changed: 0 } });
  expect(comparison.frameworks).toEqual([]);
  expect(comparisonText(comparison, { before: "a", after: "b" })).toContain("Both say the same");
});

it("sees through the spelling: rope_parameters with the same values rotate alike", () => {
  const { rope_scaling: _, ...config } = JSON.parse(LLAMA2);
  const v5 = JSON.stringify({ ...config, rope_parameters: { rope_type: "default", rope_theta: 10000 } });
  const comparison = compared(LLAMA2, v5);
  expect(only(comparison)).toMatchObject({ changed: [], pairs: { changed: 0, meanDisturbance: 0 } });
  expect(comparison.shape.map(({ label }) => label)).toEqual(["spelling"]);
});

it("compares values, but not angles pair by pair, where the heads differ", () => {
  const wide = LLAMA2.replace('"num_attention_heads": 32', '"num_attention_heads": 16');
  const rope = only(compared(LLAMA2, wide));
  expect(rope.pairs).toBeNull();
  expect(rope.changed).toContainEqual({ label: "head size", before: "128", after: "256" });
  const text = comparisonText(compared(LLAMA2, wide), { before: "a", after: "b" });
  expect(text).toContain("64 against 128 frequency pairs");
});

it("compares each layer type with its own", () => {
  const config = JSON.parse(GEMMA3);
  const language = config.text_config ?? config;
  language.rope_scaling = { rope_type: "linear", factor: 4 };
  const { ropes } = compared(GEMMA3, JSON.stringify(config));
  expect(ropes.map(({ layerType }) => layerType)).toEqual(["full_attention", "sliding_attention"]);
  const [full, sliding] = ropes;
  expect(sliding?.pairs?.changed).toBe(0);
  expect(full?.pairs?.changed).toBe(full?.pairs?.ratios.length);
});

it("says from which side no frequencies can be computed", () => {
  const broken = LLAMA2.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "linear", "factor": -2}');
  const text = comparisonText(compared(LLAMA2, broken), { before: "HEAD", after: "now" });
  expect(text).toContain("No frequencies can be computed from now.");
});

it("has nothing for what is no model config", () => {
  const options = { bins: 360, runtimes: [] };
  expect(runAtOnce(comparisonSteps(readConfig("{}"), readConfig(LLAMA2), options))).toBeNull();
});

it("keeps names text, whatever is in them", () => {
  const text = comparisonText(compared(LLAMA2, YARN), { before: "a|b", after: "<img src=x> [x](command:y)" });
  expect(text).toContain("| a\\|b |");
  expect(text).toContain("\\<img src=x\\> \\[x\\](command:y)");
});
