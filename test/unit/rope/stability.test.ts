import { describe, expect, it } from "vitest";
import { analyse, STABLE_SHARE, sameFactors } from "../../../src/rope/analyse.ts";
import { disturbance, LogTable, pretrainedDistribution } from "../../../src/rope/disturbance.ts";
import { PairEvaluator } from "../../../src/rope/pair-evaluator.ts";
import { binGrids, GridComparison } from "../../../src/rope/stability.ts";
import { llama2 } from "./support.ts";

describe("stability", () => {
  it("compares on sixteen grids", () => {
    expect(binGrids(360)).toHaveLength(16);
    expect(new Set(binGrids(360).map(({ bins }) => bins))).toEqual(new Set([90, 180, 360, 720]));
    expect(new Set(binGrids(2).map(({ bins }) => bins))).toEqual(new Set([2, 4]));
  });

  it.each([360, 90, 37, 6])("equals counting positions on every grid of %i bins", (bins) => {
    const spec = llama2({ headDim: 8, rotaryDim: 8, pretrainedLength: 500 });
    const analysis = analyse(spec, 1500, { bins });
    const logs = new LogTable(2 ** -14);
    const count = (theta: number, n: number, grid: { bins: number; quarter: number }) => {
      const counts = new Float64Array(grid.bins);
      for (let m = 0; m < n; m++) {
        const turn = ((m * theta) % (2 * Math.PI)) / (2 * Math.PI);
        const bin = Math.floor(grid.bins * turn + grid.quarter / 4) % grid.bins;
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      return counts;
    };
    const means = analysis.strategies.map((result) =>
      binGrids(bins).map((grid) => {
        const values = analysis.pretrainedFrequencies.map((theta, pair) => {
          const own = pretrainedDistribution(count(theta, 500, grid), 500, logs);
          return disturbance(own, count(theta / (result.factors[pair] ?? 1), 1500, grid), 1500, logs);
        });
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      }),
    );
    const running = analysis.strategies.map(({ inRunning }) => inRunning);
    analysis.strategies.forEach((result, index) => {
      const own = (means[index] ?? []).slice(8, 12);
      expect(result.spread[0]).toBeCloseTo(Math.min(...own), 9);
      expect(result.spread[1]).toBeCloseTo(Math.max(...own), 9);
      if (!result.inRunning) {
        expect(result.gridWins).toBeNull();
        return;
      }
      // On very few bins different strategies can have equal means; then either of them may be the one counted.
      const winsBy = (margin: number) =>
        binGrids(bins).filter((_, g) =>
          means.every((row, other) => {
            const rival = running[other] === true && other !== index;
            return !rival || (row[g] ?? 0) > (means[index]?.[g] ?? 0) + margin;
          }),
        ).length / 16;
      expect(result.gridWins).toBeGreaterThanOrEqual(winsBy(1e-12));
      expect(result.gridWins).toBeLessThanOrEqual(winsBy(-1e-12));
    });
    expect(analysis.strategies.reduce((sum, { gridWins }) => sum + (gridWins ?? 0), 0)).toBeGreaterThanOrEqual(1);
    const [first] = analysis.strategies;
    const stable = (first?.gridWins ?? 0) >= STABLE_SHARE;
    const rivals = analysis.strategies.filter(
      ({ gridWins, factors }) => (gridWins ?? 0) > 0 && !sameFactors(factors, first?.factors ?? []),
    );
    expect(analysis).toMatchObject({ stable, tiedWith: stable ? [] : rivals.map(({ id }) => id) });
  });

  it("is nothing for a pair that does not rotate", () => {
    const evaluator = new PairEvaluator(Float64Array.of(0.3, 0), 50, 200, { bins: 6, smoothing: 2 ** -14 });
    const grids = new GridComparison(evaluator);
    expect(grids.compare(1, [1, 4])).toEqual([new Float64Array(16), new Float64Array(16)]);
    expect(
      grids
        .compare(0, [1, 4])
        .flatMap((row) => Array.from(row))
        .every((value) => value > 0),
    ).toBe(true);
  });
});
