/** The formulas one by one, where they bend. */
import { describe, expect, it } from "vitest";
import { frequencies, pairCount, pretrainedFrequencies, wavelength } from "../../../src/rope/frequencies.ts";
import { RopeParameterError } from "../../../src/rope/parameter-error.ts";
import { llama3Frequency } from "../../../src/rope/scaling/llama3.ts";
import { longropeAttentionFactor } from "../../../src/rope/scaling/longrope.ts";
import { ntkTheta } from "../../../src/rope/scaling/ntk.ts";
import { plainFrequencies } from "../../../src/rope/scaling/plain.ts";
import { yarnShares } from "../../../src/rope/scaling/yarn.ts";
import { llama2, relativeDifference, STOCK_YARN } from "./support.ts";

const TWO_PI = 2 * Math.PI;

describe("the plain frequencies", () => {
  it("are the caller's own, and those of the base and the size asked for", () => {
    const first = plainFrequencies(10000, 8);
    first.fill(7);
    expect(Array.from(plainFrequencies(10000, 8))).toEqual([0, 2, 4, 6].map((exponent) => 10000 ** (-exponent / 8)));
    expect(plainFrequencies(10000, 4)[1]).toBe(10000 ** -0.5);
    expect(plainFrequencies(500, 4)[1]).toBe(500 ** -0.5);
  });

  it("belong to pairs, with a wavelength each", () => {
    const proportional = { type: "proportional", factor: 2, partialRotaryFactor: 0.25 } as const;
    expect(pairCount(llama2({ headDim: 96, rotaryDim: 64 }))).toBe(32);
    expect(pairCount(llama2({ headDim: 96, rotaryDim: 64, scaling: proportional }))).toBe(48);
    expect([wavelength(Math.PI / 8), wavelength(0)]).toEqual([16, Number.POSITIVE_INFINITY]);
  });

  it("of pretraining are those of the file for pairs that never rotate otherwise", () => {
    const scaling = { type: "proportional", factor: 2, partialRotaryFactor: 0.25 } as const;
    const spec = llama2({ headDim: 16, rotaryDim: 16, scaling });
    expect(pretrainedFrequencies(spec)).toEqual(frequencies(spec).invFreq);
    expect(Array.from(pretrainedFrequencies(spec))).toEqual([0.5, 10000 ** (-2 / 16) / 2, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ["a tiny base", { theta: 5e-324 }, "inverse frequency is Infinity"],
    ["a tiny factor", { scaling: { type: "linear", factor: 5e-324 } }, "inverse frequency is Infinity"],
    ["a ramp at a base of 1", { theta: 1, scaling: STOCK_YARN }, "inverse frequency is NaN"],
    ["a ramp by a tiny factor", { scaling: { ...STOCK_YARN, factor: 5e-324 } }, "inverse frequency is NaN"],
    [
      "a huge attention factor",
      { scaling: { ...STOCK_YARN, factor: 1e300, mscale: 1e308, mscaleAllDim: 1 } },
      "attentionFactor is Infinity",
    ],
  ] as const)("are refused where they are beyond all numbers: %s", (_, changes, message) => {
    expect(() => frequencies(llama2(changes))).toThrow(RopeParameterError);
    expect(() => frequencies(llama2(changes))).toThrow(`${message}, but must be finite`);
  });
});

describe("NTK", () => {
  it("divides the slowest pair by the scale; a single pair has no other base", () => {
    const theta = ntkTheta(10000, 4, 16);
    expect(plainFrequencies(theta, 16)[7]).toBeCloseTo((plainFrequencies(10000, 16)[7] ?? 0) / 4, 12);
    expect(ntkTheta(10000, 4, 2)).toBe(10000);
  });

  it("of Qwen 1 follows the running length", () => {
    const spec = llama2({ scaling: { type: "qwen-dynamic-ntk", seqLength: 2048 } });
    const at = (base: number) => plainFrequencies(base, 128);
    expect(relativeDifference(frequencies(spec).invFreq, at(10000))).toBe(0);
    expect(relativeDifference(frequencies(spec, 5000).invFreq, at(10000 * 7 ** (128 / 126)))).toBeLessThan(1e-12);
  });
});

describe("llama3", () => {
  const bounds = { lowFreqFactor: 2, highFreqFactor: 8 };
  const at = (turns: number) => (TWO_PI * turns) / 4096;

  it("divides what turns less than twice in the window, keeps what turns more than 8 times, and blends between", () => {
    const of = (turns: number) => llama3Frequency(at(turns), 4, 4096, bounds) / at(turns);
    expect([of(1.999), of(8.001), of(100)]).toEqual([0.25, 1, 1]);
    expect(of(5)).toBeCloseTo(0.5 / 4 + 0.5, 12);
    expect(of(3)).toBeCloseTo((5 / 6) * 0.25 + 1 / 6, 12);
    expect(of(2)).toBeCloseTo(0.25, 12);
    expect(of(8)).toBeCloseTo(1, 12);
  });

  it("keeps what turns just as often as both bounds say", () => {
    const equal = { lowFreqFactor: 2, highFreqFactor: 2 };
    expect(TWO_PI / at(2)).toBe(2048);
    expect(llama3Frequency(at(2), 4, 4096, equal)).toBe(at(2));
  });
});

describe("longrope's attention factor", () => {
  it("is 1 up to the original window, and for an original window of one token", () => {
    expect([longropeAttentionFactor(0.5, 4096), longropeAttentionFactor(1, 4096)]).toEqual([1, 1]);
    expect([longropeAttentionFactor(4, 1), longropeAttentionFactor(0.5, 1)]).toEqual([1, 1]);
    expect(longropeAttentionFactor(4, 2)).toBeCloseTo(Math.sqrt(3), 12);
  });
});

describe("yarn's ramp", () => {
  it("is a step where both ends are the same fraction of a pair", () => {
    const shares = yarnShares(10000, 16, 256, { betaFast: 3, betaSlow: 3, truncate: false });
    // A pair turns 3 times in 256 tokens where theta is 6 pi / 256.
    const step = plainFrequencies(10000, 16).map((theta) => (theta > (3 * TWO_PI) / 256 ? 1 : 0));
    expect(Array.from(shares)).toEqual(Array.from(step));
    expect(new Set(step)).toEqual(new Set([0, 1]));
  });

  it("is a step after the first pair where both ends are that pair", () => {
    const shares = yarnShares(10000, 16, 256, { betaFast: 41, betaSlow: 41, truncate: true });
    expect(Array.from(shares)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("ends at the last dimension, as in the stock code, though there are half as many pairs", () => {
    // From pair floor(1.995) = 1.
    const shares = yarnShares(10000, 16, 1e6, { betaFast: 16000, betaSlow: 1e-6, truncate: true });
    shares.forEach((share, pair) => {
      expect(share).toBeCloseTo(1 - Math.max(0, pair - 1) / 14, 12);
    });
  });

  it("has an attention factor of 1 for a factor below 1", () => {
    expect(frequencies(llama2({ scaling: { ...STOCK_YARN, factor: 0.5 } })).attentionFactor).toBe(1);
  });
});
