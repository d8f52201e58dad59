import { describe, expect, it } from "vitest";
import { disturbance, LogTable, pretrainedDistribution } from "../../../src/rope/disturbance.ts";
import { localShift } from "../../../src/rope/local-shift.ts";
import { PairEvaluator } from "../../../src/rope/pair-evaluator.ts";
import { plainFrequencies } from "../../../src/rope/scaling/plain.ts";
import { logSpacings, slopeEnergy } from "../../../src/rope/slope-energy.ts";
import { DISTURBANCE_CASES } from "./golden.ts";

const SMOOTHING = 2 ** -14;

describe("disturbance", () => {
  it("has recorded cases to agree with", () => {
    expect(DISTURBANCE_CASES.length).toBeGreaterThanOrEqual(4);
  });

  for (const golden of DISTURBANCE_CASES) {
    const { theta, headDim, pretrainedLength, targetLength, bins } = golden;
    it(`agrees with counting by positions for theta ${theta}, ${pretrainedLength} to ${targetLength}, every pair of every strategy`, () => {
      const frequencies = plainFrequencies(theta, headDim);
      const evaluator = new PairEvaluator(frequencies, pretrainedLength, targetLength, { bins, smoothing: SMOOTHING });
      for (const strategy of Object.values(golden.strategies)) {
        const own = strategy.factors.map((factor, pair) => evaluator.disturbance(pair, factor));
        own.forEach((value, pair) => {
          expect(value).toBeCloseTo(strategy.perDimension[pair] ?? Number.NaN, 9);
        });
        const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
        expect(mean).toBeCloseTo(strategy.meanDisturbance, 9);
        const shifts = strategy.factors.map((factor, pair) => {
          const frequency = evaluator.frequency(pair);
          return localShift(frequency, frequency / factor);
        });
        expect(shifts.reduce((sum, value) => sum + value, 0) / shifts.length).toBeCloseTo(strategy.meanLocalShift, 9);
        expect(slopeEnergy(strategy.factors, logSpacings(frequencies)) / (strategy.slopeEnergy || 1)).toBeCloseTo(
          strategy.slopeEnergy === 0 ? 0 : 1,
          9,
        );
      }
    });
  }

  it("is the divergence of the smoothed shares, worked out by hand", () => {
    const logs = new LogTable(0.5);
    const pretrained = pretrainedDistribution([3, 1], 4, logs);
    // Shares 3.5/5, 1.5/5 against 4.5/9, 4.5/9.
    const expected = 0.7 * Math.log(0.7 / 0.5) + 0.3 * Math.log(0.3 / 0.5);
    expect(disturbance(pretrained, [4, 4], 8, logs)).toBeCloseTo(expected, 12);
  });

  it("is exactly 0 for the same distribution", () => {
    const logs = new LogTable(SMOOTHING);
    const counts = [5, 0, 7, 1];
    expect(disturbance(pretrainedDistribution(counts, 13, logs), counts, 13, logs)).toBe(0);
  });

  it("takes the logarithm of the count asked for, not of one remembered for another", () => {
    const logs = new LogTable(0.25);
    const counts = [0, 1, 4096, 4097, 8193, 1, 0, 27778, 27778 + 4096, 3e9, 3e9 - 2 ** 31];
    expect(counts.map((count) => logs.of(count))).toEqual(counts.map((count) => Math.log(count + 0.25)));
  });

  it("does not depend on which pair is asked first", () => {
    const frequencies = Float64Array.of(0.917, 0.0123);
    const options = { bins: 97, smoothing: SMOOTHING };
    const one = new PairEvaluator(frequencies, 1009, 4001, options);
    const other = new PairEvaluator(frequencies, 1009, 4001, options);
    const forwards = [one.disturbance(0, 1.5), one.disturbance(1, 1.5)];
    const backwards = [other.disturbance(1, 1.5), other.disturbance(0, 1.5)].reverse();
    expect(forwards).toEqual(backwards);
  });
});

describe("local shift", () => {
  it("is the mean of 1 - cos over eight neighbours", () => {
    let sum = 0;
    for (let m = 1; m <= 8; m++) sum += 1 - Math.cos(m * 0.25);
    expect(localShift(1, 0.75)).toBeCloseTo(sum / 8, 14);
  });

  it("keeps its digits for tiny changes", () => {
    // 1 - cos x is x^2 / 2 there; the mean of m^2 over 1..8 is 25.5.
    expect(localShift(1, 1 - 1e-9) / (25.5 * 1e-18 * 0.5)).toBeCloseTo(1, 6);
  });
});

describe("slope energy", () => {
  it("starts from lambda = 1 with the spacing of the second pair", () => {
    const spacings = logSpacings([1, 0.5, 0.125]);
    expect(Array.from(spacings)).toEqual([Math.LN2, Math.LN2, 2 * Math.LN2]);
    expect(slopeEnergy([2, 2, 4], spacings)).toBeCloseTo(1 + 0 + 0.25, 12);
  });

  it("is 0 where a base of 1 gives all pairs one frequency", () => {
    expect(Array.from(logSpacings([1, 1]))).toEqual([0, 0]);
    expect(slopeEnergy([2, 3], logSpacings([1, 1]))).toBe(0);
    expect(slopeEnergy([2, 4], logSpacings([1, 0.5]))).toBeCloseTo(2, 12);
  });

  it("is 0 for a single pair", () => {
    expect(slopeEnergy([4], logSpacings([1]))).toBe(0);
  });
});
