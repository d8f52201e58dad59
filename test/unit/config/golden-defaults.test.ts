/** The default config of every model type of transformers 5.24.0, with what its rotary module computes (float32). */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { frequencies } from "../../../src/rope/index.ts";

interface GoldenRope {
  readonly layerType: string | null;
  readonly part: string;
  readonly pairs: number | null;
  readonly first3: readonly number[] | null;
  readonly last: number | null;
  readonly attentionFactor: number | null;
}

interface GoldenType {
  readonly modelType: string;
  readonly outcome: "rope" | "no-rope" | "unknown";
  readonly ropes: readonly GoldenRope[] | null;
  readonly config: object;
}

const FLOAT32 = 1e-5;

const types: readonly GoldenType[] = readFileSync("test/fixtures/golden/defaults/transformers-5.24.0.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

/** Of the text part only: RoPEs of vision and audio parts are no context windows. */
const withTextRope = types.flatMap(({ modelType, outcome, ropes, config }) => {
  const text = (ropes ?? []).filter(({ part, first3 }) => part === "text" && first3 !== null);
  return outcome === "rope" && text.length > 0 ? [{ modelType, text, config }] : [];
});

/** What is left out, and why. */
const LEFT_OUT = {
  /** d = 21: half of 42, an odd number of rotated entries, which no RopeSpec describes. */
  odd: ["glm4_moe"],
  /** The language model (nemotron_h) has none; the RoPE recorded is that of an encoder of word times. */
  otherPart: ["nemo_speechlm"],
};
const leftOut = Object.values(LEFT_OUT).flat();

function computed(config: object) {
  const ropes = readConfig(JSON.stringify(config)).model?.ropes ?? [];
  return ropes.map(({ spec, layerType }) => {
    const { invFreq, attentionFactor } = frequencies(spec);
    return { layerType, invFreq, attentionFactor };
  });
}

function isClose(actual: number | undefined, expected: number | null): boolean {
  if (expected === null) return true;
  return actual !== undefined && Math.abs(actual - expected) <= FLOAT32 * Math.abs(expected);
}

function isSame(actual: ReturnType<typeof computed>[number], golden: GoldenRope): boolean {
  const { invFreq, attentionFactor, layerType } = actual;
  return (
    layerType === golden.layerType &&
    invFreq.length === golden.pairs &&
    (golden.first3 ?? []).every((frequency, i) => isClose(invFreq[i], frequency)) &&
    isClose(invFreq.at(-1), golden.last) &&
    isClose(attentionFactor, golden.attentionFactor)
  );
}

describe("a type with RoPE is read with the frequencies that transformers computes", () => {
  test("there are 278 such types", () => {
    expect(withTextRope).toHaveLength(278);
  });

  test.each(withTextRope.filter(({ modelType }) => !leftOut.includes(modelType)))("$modelType", ({ text, config }) => {
    const ropes = computed(config);
    const strange = ropes.filter((rope) => !text.some((golden) => isSame(rope, golden)));
    expect(strange).toEqual([]);
    expect(new Set(ropes.map(({ layerType }) => layerType))).toEqual(new Set(text.map(({ layerType }) => layerType)));
  });

  test.each(leftOut)("%s is left out rather than read wrongly", (name) => {
    const { text = [], config = {} } = withTextRope.find(({ modelType }) => modelType === name) ?? {};
    expect(computed(config).filter((rope) => !text.some((golden) => isSame(rope, golden)))).toEqual([]);
  });
});

describe("a type without RoPE is recognised, and has none", () => {
  const without = types.filter(({ outcome }) => outcome === "no-rope");

  test("there are 399 such types", () => {
    expect(without).toHaveLength(399);
  });

  test("none of them is taken for one with RoPE", () => {
    const models = without.map(({ modelType, config }) => ({
      modelType,
      model: readConfig(JSON.stringify(config)).model,
    }));
    expect(models.filter(({ model }) => model === null)).toEqual([]);
    expect(models.filter(({ model }) => model?.ropes.length !== 0).map(({ modelType }) => modelType)).toEqual([]);
  });
});

test("types that transformers could not build are read without a crash, with finite frequencies", () => {
  const unknown = types.filter(({ outcome }) => outcome === "unknown");
  expect(unknown).toHaveLength(89);
  for (const { config } of unknown) {
    for (const { invFreq } of computed(config)) expect(invFreq.every(Number.isFinite)).toBe(true);
  }
});

test("the model types' data is what the script writes from the measurements", () => {
  expect(() => execFileSync(process.execPath, ["scripts/build-model-types.mjs", "--check"])).not.toThrow();
});
