import { describe, expect, it } from "vitest";
import { angleCounts } from "../../../src/rope/angle-counts.ts";
import { PairEvaluator } from "../../../src/rope/pair-evaluator.ts";

const SMOOTHING = 2 ** -14;
const FREQUENCIES = Float64Array.of(1, 0.31, 0.0123, 0);

const evaluatorOf = (bins: number, frequencies = FREQUENCIES) =>
  new PairEvaluator(frequencies, 1000, 4000, { bins, smoothing: SMOOTHING });

/** The divergence from the definition, with the bins of both windows merged to `merged`; smoothed once a fine bin. */
function divergence(theta: number, factor: number, bins: number, merged: number): number {
  const shares = (frequency: number, length: number) => {
    const counts = angleCounts(frequency, length, bins);
    const sums = new Float64Array(merged);
    counts.forEach((count, k) => {
      const part = Math.floor((k * merged) / bins);
      sums[part] = (sums[part] ?? 0) + count + SMOOTHING;
    });
    return sums.map((sum) => sum / (length + bins * SMOOTHING));
  };
  const extended = shares(theta / factor, 4000);
  return shares(theta, 1000).reduce((sum, share, k) => sum + share * Math.log(share / (extended[k] ?? 0)), 0);
}

describe("the disturbance of a pair", () => {
  it("is the divergence between its two windows, and 0 for a pair that does not rotate", () => {
    const evaluator = evaluatorOf(36);
    for (const pair of [0, 1, 2]) {
      for (const factor of [1, 1.7, 4]) {
        const expected = divergence(FREQUENCIES[pair] ?? 0, factor, 36, 36);
        expect(evaluator.disturbance(pair, factor)).toBeCloseTo(expected, 12);
      }
    }
    expect([evaluator.disturbance(3, 2), evaluator.disturbanceBound(3, 2)]).toEqual([0, 0]);
  });

  it.each([
    [360, 24],
    [48, 24],
    [24, 12],
    [50, 10],
    [4, 2],
    [97, 1],
    [2, 1],
  ])("of %i bins is at least that of %i, their merged neighbours", (bins, merged) => {
    const evaluator = evaluatorOf(bins);
    for (const pair of [0, 1, 2]) {
      for (const factor of [1, 1.7, 4]) {
        const bound = evaluator.disturbanceBound(pair, factor);
        const expected = divergence(FREQUENCIES[pair] ?? 0, factor, bins, merged);
        expect(Math.abs(bound - expected)).toBeLessThan(1e-11);
        expect(bound).toBeGreaterThanOrEqual(0);
        expect(evaluator.disturbance(pair, factor)).toBeGreaterThanOrEqual(bound);
      }
    }
  });

  it("is 0 between equal windows, and so is its bound", () => {
    const same = new PairEvaluator(FREQUENCIES, 1000, 1000, { bins: 36, smoothing: SMOOTHING });
    expect([same.disturbance(1, 1), same.disturbanceBound(1, 1)]).toEqual([0, 0]);
  });

  it("is counted once for each factor", () => {
    const evaluator = evaluatorOf(12);
    expect([evaluator.isKnown(1, 2), evaluator.isKnown(7, 2), evaluator.evaluations]).toEqual([false, false, 0]);
    const first = evaluator.disturbance(1, 2);
    expect([evaluator.isKnown(1, 2), evaluator.isKnown(1, 3), evaluator.isKnown(0, 2)]).toEqual([true, false, false]);
    expect([evaluator.disturbance(1, 2), evaluator.evaluations]).toEqual([first, 1]);
    evaluator.disturbance(1, 3);
    evaluator.disturbanceBound(1, 4);
    evaluator.disturbance(3, 2);
    expect([evaluator.evaluations, evaluator.isKnown(3, 2)]).toEqual([2, false]);
  });
});

describe("the pretrained distribution", () => {
  it("is remembered by frequency, length, bins and smoothing", () => {
    const own = evaluatorOf(12).pretrained(0);
    expect(evaluatorOf(12).pretrained(0)).toBe(own);
    const options = { bins: 12, smoothing: SMOOTHING };
    for (const other of [
      evaluatorOf(12, Float64Array.of(0.9)),
      evaluatorOf(6),
      new PairEvaluator(FREQUENCIES, 999, 4000, options),
      new PairEvaluator(FREQUENCIES, 1000, 4000, { ...options, smoothing: 1 }),
    ]) {
      expect(other.pretrained(0)).not.toEqual(own);
    }
    expect(new PairEvaluator(FREQUENCIES, 1000, 8000, options).pretrained(0)).toBe(own);
    expect(Array.from(own.shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it("is forgotten after 1024 others, unless it was asked for in between", () => {
    const pairs = Float64Array.from({ length: 1200 }, (_, k) => 1 / (k + 2));
    const evaluator = evaluatorOf(2, pairs);
    const ask = (from: number, to: number) => {
      for (let pair = from; pair < to; pair++) evaluator.pretrained(pair);
    };
    const [first, second, third] = [0, 1, 2].map((pair) => evaluator.pretrained(pair));
    ask(3, 1000);
    expect(evaluator.pretrained(0)).toBe(first);
    ask(1000, 1024);
    // The oldest of exactly 1024.
    expect(evaluator.pretrained(1)).toBe(second);
    ask(1024, 1200);
    expect(evaluator.pretrained(0)).toBe(first);
    expect(evaluator.pretrained(2)).not.toBe(third);
    expect(evaluator.pretrained(2)).toEqual(third);
  });
});

describe("the pairs of an evaluator", () => {
  it("have a frequency, or are refused", () => {
    const evaluator = evaluatorOf(12);
    expect([evaluator.frequency(2), evaluator.frequency(3), evaluator.scale]).toEqual([0.0123, 0, 4]);
    expect([evaluator.rotates(2), evaluator.rotates(3)]).toEqual([true, false]);
    expect(() => evaluator.frequency(4)).toThrow("pair is 4, but must be below 4");
  });

  it("count into the mean when they rotate", () => {
    expect(evaluatorOf(12).mean([1, 2, 6, 100])).toBe(3);
    expect(evaluatorOf(12, Float64Array.of(0, 0)).mean([1, 2])).toBe(0);
  });

  it.each([
    [0, 4000, 12, SMOOTHING, "pretrainedLength"],
    [1.5, 4000, 12, SMOOTHING, "pretrainedLength"],
    [1000, 0, 12, SMOOTHING, "targetLength"],
    [1000, 4000, 1, SMOOTHING, "bins"],
    [1000, 4000, 12, 0, "smoothing"],
  ])(
    "have lengths, bins and smoothing within their domains: %d, %d, %d, %d",
    (length, target, bins, smoothing, name) => {
      const make = () => new PairEvaluator(FREQUENCIES, length, target, { bins, smoothing });
      expect(make).toThrow(new RegExp(`^${name} is`));
      expect(() => new PairEvaluator(FREQUENCIES, 1, 1, { bins: 2, smoothing: 1 })).not.toThrow();
    },
  );
});
