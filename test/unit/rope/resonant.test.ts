import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localShift } from "../../../src/rope/local-shift.ts";
import { PairEvaluator } from "../../../src/rope/pair-evaluator.ts";
import { candidateFactors, factorGrid, resonanceFactor } from "../../../src/rope/resonant/candidates.ts";
import {
  type ChainWeights,
  RESONANT_WEIGHTS,
  resonantChain,
  UNBOUND_WEIGHTS,
} from "../../../src/rope/resonant/chain.ts";
import { convergents } from "../../../src/rope/resonant/convergents.ts";
import { plainFrequencies } from "../../../src/rope/scaling/plain.ts";
import { logSpacings } from "../../../src/rope/slope-energy.ts";
import { runAtOnce } from "../../../src/rope/steps.ts";
import { DISTURBANCE_CASES } from "./golden.ts";

const OPTIONS = { bins: 360, smoothing: 2 ** -14 };

/** The same programme with every disturbance computed and every transition tried. */
function fullProgramme(evaluator: PairEvaluator, weights: ChainWeights): number {
  const { frequencies, scale, pretrainedLength } = evaluator;
  const spacings = logSpacings(frequencies);
  const grid = factorGrid(scale);
  let before: { log: number; cost: number }[] = [{ log: 0, cost: 0 }];
  frequencies.forEach((theta, pair) => {
    const factors = candidateFactors(theta, scale, grid, pretrainedLength);
    const spacing = spacings[pair] ?? 1;
    const kappa = spacings.length === 0 ? 0 : weights.kappa;
    before = Array.from(factors, (factor) => {
      const log = Math.log(factor);
      const arrive = before.map((from) => from.cost + kappa * ((log - from.log) / spacing) ** 2);
      const own = evaluator.disturbance(pair, factor) + weights.mu * localShift(theta, theta / factor);
      return { log, cost: Math.min(...arrive) + own };
    });
  });
  return Math.min(...before.map(({ cost }) => cost));
}

describe("the resonant chain", () => {
  for (const golden of DISTURBANCE_CASES) {
    const { theta, headDim, pretrainedLength, targetLength } = golden;
    for (const [id, weights] of [
      ["resonant", RESONANT_WEIGHTS],
      ["resonant-unbound", UNBOUND_WEIGHTS],
    ] as const) {
      it(`reaches the recorded objective of ${id} for theta ${theta}, ${pretrainedLength} to ${targetLength}`, () => {
        const frequencies = plainFrequencies(theta, headDim);
        const evaluator = new PairEvaluator(frequencies, pretrainedLength, targetLength, OPTIONS);
        const { objective, factors } = runAtOnce(resonantChain(evaluator, weights));
        const recorded = golden.strategies[id];
        expect(objective - (recorded?.objective ?? Number.NaN)).toBeLessThanOrEqual(1e-6);
        const mean =
          factors.reduce((sum, factor, pair) => sum + evaluator.disturbance(pair, factor), 0) / factors.length;
        expect(mean).toBeCloseTo(recorded?.meanDisturbance ?? Number.NaN, 6);
      });
    }
  }

  it("is the optimum of the full programme, though it computes fewer disturbances", () => {
    fc.assert(
      fc.property(
        fc.record({
          base: fc.double({ min: 500, max: 1e6, noNaN: true }),
          half: fc.integer({ min: 1, max: 16 }),
          length: fc.integer({ min: 16, max: 3000 }),
          scale: fc.double({ min: 1.01, max: 12, noNaN: true }),
          mu: fc.constantFrom(0, 3, 30),
          kappa: fc.constantFrom(0, 0.01, 0.1, 1),
        }),
        ({ base, half, length, scale, mu, kappa }) => {
          const frequencies = plainFrequencies(base, 2 * half);
          const target = Math.max(length + 1, Math.round(length * scale));
          const evaluator = new PairEvaluator(frequencies, length, target, { bins: 90, smoothing: 2 ** -14 });
          const { objective } = runAtOnce(resonantChain(evaluator, { mu, kappa }));
          const lazily = evaluator.evaluations;
          const full = fullProgramme(evaluator, { mu, kappa });
          expect(Math.abs(objective - full)).toBeLessThanOrEqual(1e-9 * (1 + full));
          expect(lazily).toBeLessThanOrEqual(evaluator.evaluations);
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  it("leaves a third of the histograms of LLaMA-2 at 16384 uncomputed", () => {
    const evaluator = new PairEvaluator(plainFrequencies(10000, 128), 4096, 16384, OPTIONS);
    runAtOnce(resonantChain(evaluator, RESONANT_WEIGHTS));
    const all = Array.from(evaluator.frequencies, (theta) => candidateFactors(theta, 4, factorGrid(4), 4096).length);
    expect(evaluator.evaluations).toBeLessThan((2 / 3) * all.reduce((sum, count) => sum + count, 0));
  });

  it("keeps pairs that do not rotate at 1", () => {
    const evaluator = new PairEvaluator(Float64Array.of(1, 0.01, 0, 0), 512, 2048, OPTIONS);
    const { factors } = runAtOnce(resonantChain(evaluator, RESONANT_WEIGHTS));
    expect(Array.from(factors.slice(2))).toEqual([1, 1]);
    expect(factors[1]).toBeGreaterThan(1);
  });
});

describe("candidates", () => {
  it("form a grid from 1 to s of ceil(ln s / ln 1.06) + 1 points", () => {
    const grid = factorGrid(4);
    expect(grid.length).toBe(Math.ceil(Math.log(4) / Math.log(1.06)) + 1);
    expect(grid[0]).toBe(1);
    expect(grid[grid.length - 1]).toBe(4);
    expect(Array.from(factorGrid(1))).toEqual([1]);
  });

  it("take the convergents of the continued fraction up to the pretrained length", () => {
    expect(convergents(Math.PI, 200)).toEqual([
      { p: 3, q: 1 },
      { p: 22, q: 7 },
      { p: 333, q: 106 },
      { p: 355, q: 113 },
    ]);
    expect(convergents(0.25, 10)).toEqual([
      { p: 0, q: 1 },
      { p: 1, q: 4 },
    ]);
  });

  it("reproduce the factor of LLaMA-2's pair 12 at 16384: its drift from 3/106 interpolated", () => {
    const theta = 10000 ** (-24 / 128);
    expect(resonanceFactor(theta, 3, 106, 4) - 1).toBeCloseTo(8.2e-6, 6);
    expect(resonanceFactor(theta, 0, 1, 4)).toBe(4);
  });

  it("are ascending, unique, and within [0.95, s]", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 6, noNaN: true }),
        fc.double({ min: 1.001, max: 100, noNaN: true }),
        (theta, scale) => {
          const factors = candidateFactors(theta, scale, factorGrid(scale), 4096);
          factors.forEach((factor, k) => {
            expect(factor).toBeGreaterThanOrEqual(0.95);
            expect(factor).toBeLessThanOrEqual(scale);
            if (k > 0) expect(factor).toBeGreaterThan(factors[k - 1] ?? 0);
          });
        },
      ),
      { seed: 5 },
    );
  });
});
