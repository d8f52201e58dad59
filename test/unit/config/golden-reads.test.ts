/** Configs that transformers 5.24.0 loads, right and wrong ones, with what it then computes (recorded, float32). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { frequencies } from "../../../src/rope/index.ts";

interface Recorded {
  readonly name: string;
  readonly text: string;
  readonly seqLen: number | null;
  readonly ropes: readonly {
    readonly layerType: string | null;
    readonly invFreq: readonly number[];
    readonly attentionFactor: number;
  }[];
}

const { cases }: { cases: readonly Recorded[] } = JSON.parse(
  readFileSync("test/fixtures/golden/reads/transformers-5.24.0.json", "utf8"),
);

/** Loaded, but what comes out is infinite, negative or not a number: left out here. */
const NOT_COMPUTABLE = [
  "linear factor -4.0",
  "linear factor 0",
  "yarn factor NaN (literal)",
  "longrope long_factor with a 0, at 16384",
  "rope_theta 0",
  'tagged float {"__float__": "Infinity"} for rope_theta',
];

/** Read otherwise on purpose. */
const OTHERWISE = [
  // The vision part's RoPE is recorded too.
  "qwen2_5_vl text_config, yarn in text_config",
  // This release never takes long_factor; the file is read as it means.
  "phimoe longrope as shipped (mscales 1.2432), at 131072",
  "phimoe longrope mscales 1.0 and attention_factor 1.0, at 131072",
  // Bounds in the wrong order, or without a band between them.
  "llama3 low 4.0, high 1.0 (swapped)",
  "llama3 low = high = 4.0",
];

const asRecorded = cases.filter(({ name }) => !NOT_COMPUTABLE.includes(name) && !OTHERWISE.includes(name));

describe("as transformers computes", () => {
  test("119 of the 130 configs are compared", () => {
    expect(cases).toHaveLength(130);
    expect(asRecorded).toHaveLength(119);
  });

  test.each(asRecorded)("$name", ({ text, seqLen, ropes }) => {
    const own = (readConfig(text).model?.ropes ?? []).map(({ spec, layerType }) => ({
      layerType,
      ...frequencies(spec, seqLen ?? undefined),
    }));
    expect(own.map(({ layerType }) => layerType).sort()).toEqual(ropes.map(({ layerType }) => layerType).sort());
    for (const { layerType, invFreq, attentionFactor } of ropes) {
      const same = own.find((rope) => rope.layerType === layerType);
      expect(same?.invFreq).toHaveLength(invFreq.length);
      const errors = invFreq.map((golden, i) => Math.abs((same?.invFreq[i] ?? Number.NaN) - golden) / (golden || 1));
      expect(errors.reduce((largest, error) => Math.max(largest, error), 0)).toBeLessThan(2e-6);
      expect(same?.attentionFactor).toBeCloseTo(attentionFactor, 6);
    }
  });
});

test.each(NOT_COMPUTABLE)("%s: no RoPE rather than numbers that are none", (name) => {
  const text = cases.find((recorded) => recorded.name === name)?.text ?? "";
  expect(readConfig(text).model?.hasRope).toBe(true);
  expect(readConfig(text).model?.ropes).toEqual([]);
});
