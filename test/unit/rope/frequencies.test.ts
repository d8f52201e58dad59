import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "../../../src/rope/analyse.ts";
import { frequencies, pretrainedFrequencies } from "../../../src/rope/frequencies.ts";
import { RopeParameterError } from "../../../src/rope/parameter-error.ts";
import { plainFrequencies } from "../../../src/rope/scaling/plain.ts";
import { qwenAlpha } from "../../../src/rope/scaling/qwen.ts";
import type { RopeScaling, RopeSpec } from "../../../src/rope/spec.ts";
import { llama2, relativeDifference, STOCK_YARN } from "./support.ts";

const ones = (length: number, value = 1) => new Array<number>(length).fill(value);

const shape = fc.record({
  theta: fc.double({ min: 100, max: 1e7, noNaN: true }),
  half: fc.integer({ min: 2, max: 128 }),
  factor: fc.double({ min: 1, max: 64, noNaN: true }),
});

function scalings(factor: number, pairs: number): RopeScaling[] {
  return [
    { type: "linear", factor },
    { type: "dynamic", factor, originalLength: 4096 },
    { ...STOCK_YARN, factor },
    { type: "llama3", factor, originalLength: 4096, lowFreqFactor: 1, highFreqFactor: 4 },
    {
      type: "longrope",
      shortFactor: ones(pairs),
      longFactor: ones(pairs, factor),
      originalLength: 4096,
      factor,
      attentionFactor: null,
    },
  ];
}

describe("frequencies", () => {
  it("fall from pair to pair for every type", () => {
    fc.assert(
      fc.property(shape, ({ theta, half, factor }) => {
        for (const scaling of scalings(factor, half)) {
          const { invFreq } = frequencies(llama2({ theta, headDim: 2 * half, rotaryDim: 2 * half, scaling }), 16384);
          for (let i = 1; i < invFreq.length; i++) expect(invFreq[i]).toBeLessThanOrEqual(invFreq[i - 1] ?? 0);
        }
      }),
      { seed: 11 },
    );
  });

  it("are the plain ones with attention factor 1 at factor 1, for every type", () => {
    fc.assert(
      fc.property(shape, ({ theta, half }) => {
        for (const scaling of scalings(1, half)) {
          const spec = llama2({ theta, headDim: 2 * half, rotaryDim: 2 * half, scaling });
          // `dynamic` follows the running length above the window even then.
          const { invFreq, attentionFactor } = frequencies(spec, scaling.type === "dynamic" ? 4096 : 16384);
          expect(relativeDifference(invFreq, plainFrequencies(theta, 2 * half))).toBeLessThan(1e-12);
          expect(attentionFactor).toBe(1);
        }
      }),
      { seed: 12 },
    );
  });

  it("of yarn are linear's when both betas are tiny, and the plain ones when both are huge", () => {
    const yarn = (beta: number) =>
      frequencies(llama2({ scaling: { ...STOCK_YARN, betaFast: beta, betaSlow: beta } })).invFreq;
    const plain = plainFrequencies(10000, 128);
    // The stock code clips the ramp's low end to 0 and its high end to d - 1, each on that side only.
    const interpolated = plain.map((frequency) => frequency / 4);
    expect(relativeDifference(yarn(1e-9), interpolated)).toBeLessThan(1e-12);
    expect(relativeDifference(yarn(1e6), plain)).toBeLessThan(1e-12);
  });

  it("of yarn take an absent factor as implied by the two lengths", () => {
    const explicit = frequencies(llama2({ maxPositionEmbeddings: 16384, scaling: STOCK_YARN }));
    const implied = frequencies(llama2({ maxPositionEmbeddings: 16384, scaling: { ...STOCK_YARN, factor: null } }));
    expect(implied).toEqual(explicit);
    expect(implied.attentionFactor).toBeCloseTo(0.1 * Math.log(4) + 1, 12);
  });

  it("of yarn without truncation ramp from fractional pairs", () => {
    const whole = frequencies(llama2({ scaling: STOCK_YARN })).invFreq;
    const fractional = frequencies(llama2({ scaling: { ...STOCK_YARN, truncate: false } })).invFreq;
    expect(fractional[30]).not.toBe(whole[30]);
    expect(fractional[0]).toBe(whole[0]);
    expect(fractional[63]).toBe(whole[63]);
  });

  it("of yarn take the attention factor from the key, else from mscale and mscale_all_dim, else 0.1 ln s + 1", () => {
    const factor = (changes: Partial<typeof STOCK_YARN>) =>
      frequencies(llama2({ scaling: { ...STOCK_YARN, factor: 40, ...changes } })).attentionFactor;
    expect(factor({})).toBeCloseTo(0.1 * Math.log(40) + 1, 12);
    expect(factor({ attentionFactor: 1.25 })).toBe(1.25);
    expect(factor({ mscale: 1, mscaleAllDim: 1 })).toBe(1);
    expect(factor({ mscale: 0.75, mscaleAllDim: 1 })).toBeCloseTo(
      (0.075 * Math.log(40) + 1) / (0.1 * Math.log(40) + 1),
      12,
    );
    expect(factor({ mscale: 0.75, mscaleAllDim: 0 })).toBeCloseTo(0.1 * Math.log(40) + 1, 12);
  });

  it("of llama3 split at one wavelength when both bounds are equal, as in Llama 4 Scout", () => {
    const scaling: RopeScaling = {
      type: "llama3",
      factor: 16,
      originalLength: 8192,
      lowFreqFactor: 1,
      highFreqFactor: 1,
    };
    const { invFreq } = frequencies(llama2({ theta: 500000, scaling }));
    plainFrequencies(500000, 128).forEach((plain, pair) => {
      expect(invFreq[pair]).toBe((2 * Math.PI) / plain > 8192 ? plain / 16 : plain);
    });
  });

  it("of longrope switch lists above the original length", () => {
    const scaling: RopeScaling = {
      type: "longrope",
      shortFactor: ones(64, 1.5),
      longFactor: ones(64, 3),
      originalLength: 4096,
      factor: null,
      attentionFactor: null,
    };
    const spec = llama2({ scaling, maxPositionEmbeddings: 16384 });
    expect(frequencies(spec, 4096).invFreq[0]).toBeCloseTo(1 / 1.5, 12);
    expect(frequencies(spec, 4097).invFreq[0]).toBeCloseTo(1 / 3, 12);
    expect(frequencies(spec).attentionFactor).toBeCloseTo(Math.sqrt(1 + Math.log(4) / Math.log(4096)), 12);
  });

  it("of dynamic are unscaled up to the window and grow with the running length", () => {
    const spec = llama2({ scaling: { type: "dynamic", factor: 2, originalLength: 4096 } });
    expect(relativeDifference(frequencies(spec, 4096).invFreq, plainFrequencies(10000, 128))).toBeLessThan(1e-12);
    const base = 10000 * 3 ** (128 / 126);
    expect(relativeDifference(frequencies(spec, 8192).invFreq, plainFrequencies(base, 128))).toBeLessThan(1e-12);
  });

  it("of Qwen 1 change in whole powers of two of the running length", () => {
    expect([1, 2048, 2049, 4096, 4097, 8192, 8193].map((n) => qwenAlpha(n, 2048))).toEqual([1, 1, 3, 3, 7, 7, 15]);
  });

  it("of Gemma 4 rotate the first pairs of the whole head only", () => {
    const spec = llama2({
      headDim: 512,
      rotaryDim: 512,
      scaling: { type: "proportional", factor: 2, partialRotaryFactor: 0.25 },
    });
    const { invFreq } = frequencies(spec);
    expect(invFreq).toHaveLength(256);
    expect(invFreq[63]).toBeCloseTo(10000 ** (-126 / 512) / 2, 12);
    expect(Array.from(invFreq.slice(64)).every((value) => value === 0)).toBe(true);
  });

  it("of a model trained with its block are the pretrained ones", () => {
    const scaling: RopeScaling = { type: "linear", factor: 8 };
    expect(pretrainedFrequencies(llama2({ scaling, trainedFactor: 8 }))[0]).toBe(1 / 8);
    expect(pretrainedFrequencies(llama2({ scaling }))[0]).toBe(1);
  });
});

describe("parameters outside their domain", () => {
  const longrope = (shortFactor: number[], longFactor = ones(64)): RopeScaling => ({
    type: "longrope",
    shortFactor,
    longFactor,
    originalLength: 4096,
    factor: null,
    attentionFactor: null,
  });
  it.each<[string, Partial<RopeSpec>, string]>([
    ["theta 0", { theta: 0 }, "theta"],
    ["theta below 0", { theta: -1 }, "theta"],
    ["theta NaN", { theta: Number.NaN }, "theta"],
    ["theta Infinity", { theta: Number.POSITIVE_INFINITY }, "theta"],
    ["odd d", { rotaryDim: 127 }, "rotaryDim"],
    ["d = 0", { rotaryDim: 0 }, "rotaryDim"],
    ["L = 0", { pretrainedLength: 0 }, "pretrainedLength"],
    ["L a fraction", { pretrainedLength: 4096.5 }, "pretrainedLength"],
    ["s = 0", { scaling: { type: "linear", factor: 0 } }, "factor"],
    ["s below 0", { scaling: { type: "linear", factor: -4 } }, "factor"],
    ["s NaN", { scaling: { ...STOCK_YARN, factor: Number.NaN } }, "factor"],
    ["a list of the wrong length", { scaling: longrope(ones(63)) }, "shortFactor"],
    ["a factor of 0 in a list", { scaling: longrope(ones(64, 0)) }, "shortFactor"],
    ["a long list of the wrong length", { scaling: longrope(ones(64), ones(65)) }, "longFactor"],
    ["sections that do not add up", { mropeSection: [16, 24, 23] }, "mropeSection"],
    ["Qwen's window 0", { scaling: { type: "qwen-dynamic-ntk", seqLength: 0 } }, "seqLength"],
  ])("are refused by name, value and rule: %s", (_, changes, parameter) => {
    const call = () => analyse(llama2(changes), 16384);
    expect(call).toThrow(RopeParameterError);
    expect(call).toThrow(new RegExp(`^${parameter} is .+, but must be .+`));
  });

  it("are only those: sections that add up are taken", () => {
    const spec = llama2({ mropeSection: [16, 24, 24], scaling: { type: "qwen-dynamic-ntk", seqLength: 1 } });
    expect(frequencies(spec).invFreq).toHaveLength(64);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuse a target length of %d", (length) => {
    expect(() => analyse(llama2(), length)).toThrow(/^targetLength is/);
  });

  it.each([1, 0, 2.5, Number.NaN])("refuse %d bins", (bins) => {
    expect(() => analyse(llama2(), 16384, { bins })).toThrow(/^bins is/);
  });

  it("refuse a smoothing of 0", () => {
    expect(() => analyse(llama2(), 16384, { smoothing: 0 })).toThrow(/^smoothing is/);
  });
});
