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
import { leastOverParabolas, parabolaSpace } from "../../../src/rope/resonant/parabolas.ts";
import { plainFrequencies } from "../../../src/rope/scaling/plain.ts";
import { logSpacings } from "../../../src/rope/slope-energy.ts";
import { type Progress, runAtOnce } from "../../../src/rope/steps.ts";
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

  it("leaves two thirds of the histograms of LLaMA-2 at 16384 uncomputed", () => {
    const evaluator = new PairEvaluator(plainFrequencies(10000, 128), 4096, 16384, OPTIONS);
    runAtOnce(resonantChain(evaluator, RESONANT_WEIGHTS));
    const all = Array.from(evaluator.frequencies, (theta) => candidateFactors(theta, 4, factorGrid(4), 4096).length);
    expect(evaluator.evaluations).toBeLessThan((1 / 3) * all.reduce((sum, count) => sum + count, 0));
  });

  it("is the chain of the pairs that rotate, and 1 for the others", () => {
    const evaluator = (...frequencies: number[]) =>
      new PairEvaluator(Float64Array.from(frequencies), 512, 2048, OPTIONS);
    for (const weights of [RESONANT_WEIGHTS, UNBOUND_WEIGHTS]) {
      const whole = runAtOnce(resonantChain(evaluator(1, 0.01, 0, 0), weights));
      const rotating = runAtOnce(resonantChain(evaluator(1, 0.01), weights));
      expect(whole.objective).toBe(rotating.objective);
      expect(Array.from(whole.factors)).toEqual([...rotating.factors, 1, 1]);
      expect(whole.factors[1]).toBeGreaterThan(1);
      const none = runAtOnce(resonantChain(evaluator(0, 0), weights));
      expect([none.objective, ...none.factors]).toEqual([0, 1, 1]);
    }
  });

  it("takes the best factor of a lone pair, and of pairs between which there is no slope: a base of 1", () => {
    for (const theta of [1, 0.3]) {
      const lone = new PairEvaluator(Float64Array.of(theta), 512, 2048, OPTIONS);
      const one = runAtOnce(resonantChain(lone, RESONANT_WEIGHTS));
      const costs = Array.from(
        candidateFactors(theta, 4, factorGrid(4), 512),
        (factor) => lone.disturbance(0, factor) + RESONANT_WEIGHTS.mu * localShift(theta, theta / factor),
      );
      expect(one.objective).toBe(Math.min(...costs));
      const equal = new PairEvaluator(Float64Array.of(theta, theta, theta), 512, 2048, OPTIONS);
      const { factors, objective } = runAtOnce(resonantChain(equal, RESONANT_WEIGHTS));
      expect(new Set(factors)).toEqual(new Set(one.factors));
      expect(objective).toBeCloseTo(3 * one.objective, 12);
    }
  });

  it("takes the smallest of factors that disturb equally", () => {
    // Too slow to leave the first bin in either window, whatever the factor.
    const evaluator = new PairEvaluator(Float64Array.of(1e-9, 1e-10), 16, 64, OPTIONS);
    const unbound = runAtOnce(resonantChain(evaluator, UNBOUND_WEIGHTS));
    expect(Array.from(unbound.factors)).toEqual([1, 1]);
    expect(unbound.objective).toBe(evaluator.disturbance(0, 1) + evaluator.disturbance(1, 1));
  });

  it("reports how many of the pairs are settled, up to all of them", () => {
    const reports = (weights: ChainWeights) => {
      const evaluator = new PairEvaluator(plainFrequencies(10000, 16), 256, 1024, OPTIONS);
      return Array.from<Progress>(resonantChain(evaluator, weights));
    };
    const chain = reports(RESONANT_WEIGHTS);
    expect(chain.length).toBeGreaterThan(2);
    expect(chain[0]).toEqual({ done: 0, total: 8, what: "resonant" });
    expect(chain.at(-1)).toEqual({ done: 8, total: 8, what: "resonant" });
    expect(reports(UNBOUND_WEIGHTS)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((done) => ({ done, total: 8, what: "bound" })),
    );
  });

  it("is found at once where every disturbance is known", () => {
    const evaluator = new PairEvaluator(plainFrequencies(10000, 16), 256, 1024, OPTIONS);
    const { objective } = runAtOnce(resonantChain(evaluator, RESONANT_WEIGHTS));
    evaluator.frequencies.forEach((theta, pair) => {
      for (const factor of candidateFactors(theta, 4, factorGrid(4), 256)) evaluator.disturbance(pair, factor);
    });
    const again = resonantChain(evaluator, RESONANT_WEIGHTS);
    expect(again.next()).toEqual({ done: false, value: { done: 8, total: 8, what: "resonant" } });
    const { done, value } = again.next();
    expect([done, value]).toMatchObject([true, { objective }]);
  });
});

describe("the least over parabolas", () => {
  it("is the least of every parabola at every target, for any weight", () => {
    const coordinates = fc
      .uniqueArray(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 12 })
      .map((places) => Float64Array.from(places, (place) => place / 8).sort());
    fc.assert(
      fc.property(
        coordinates,
        coordinates,
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 12, maxLength: 12 }),
        fc.constantFrom(0, 0.25, 1, 16, 1e6),
        (positions, targets, values, weight) => {
          const costs = Float64Array.from(positions, (_, k) => values[k] ?? 0);
          const least = new Float64Array(targets.length);
          const choice = new Int32Array(targets.length).fill(-1);
          leastOverParabolas(costs, positions, targets, weight, least, choice, parabolaSpace(positions.length));
          const at = (k: number, target: number) => (costs[k] ?? 0) + weight * (target - (positions[k] ?? 0)) ** 2;
          targets.forEach((target, j) => {
            const expected = Math.min(...Array.from(positions, (_, k) => at(k, target)));
            expect(Math.abs((least[j] ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-9 * (1 + expected));
            expect(at(choice[j] ?? -1, target)).toBe(least[j]);
          });
        },
      ),
      { numRuns: 300, seed: 9 },
    );
  });

  it("is each position's own where the costs are equal", () => {
    const places = Float64Array.of(0, 1, 2, 3);
    const [least, choice] = [new Float64Array(4), new Int32Array(4)];
    leastOverParabolas(new Float64Array(4).fill(5), places, places, 1, least, choice, parabolaSpace(4));
    expect([Array.from(least), Array.from(choice)]).toEqual([
      [5, 5, 5, 5],
      [0, 1, 2, 3],
    ]);
  });
});

describe("candidates", () => {
  it("form a grid from 1 to s of ceil(ln s / ln 1.06) + 1 points", () => {
    const grid = factorGrid(4);
    expect(grid.length).toBe(Math.ceil(Math.log(4) / Math.log(1.06)) + 1);
    expect(grid[0]).toBe(1);
    expect(grid[grid.length - 1]).toBe(4);
    expect(Array.from(factorGrid(1))).toEqual([1]);
    expect(Array.from(factorGrid(4, 2))).toEqual([1, 2, 4]);
  });

  it("take the convergents of the continued fraction up to the pretrained length", () => {
    expect(convergents(Math.PI, 200)).toEqual([
      { p: 3, q: 1 },
      { p: 22, q: 7 },
      { p: 333, q: 106 },
      { p: 355, q: 113 },
    ]);
    const quarter = [
      { p: 0, q: 1 },
      { p: 1, q: 4 },
    ];
    expect(convergents(0.25, 10)).toEqual(quarter);
    expect(convergents(0.25, 4)).toEqual(quarter);
    expect(convergents(0.25, 3)).toEqual(quarter.slice(0, 1));
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
          // Position interpolation as it is, not a neighbouring double.
          expect(resonanceFactor(theta, 0, 1, scale)).toBe(scale);
          expect(factors[factors.length - 1]).toBe(scale);
        },
      ),
      { seed: 5 },
    );
  });
});
