import { describe, expect, it } from "vitest";
import { anglesOf } from "../../../src/advice/preview/angles.ts";
import { heatmapOf, NEVER_VISITED, NEW_ANGLE } from "../../../src/advice/preview/heatmap.ts";
import { analyse } from "../../../src/rope/analyse.ts";
import { llama2 } from "../rope/support.ts";

const analysis = analyse(llama2(), 16384, { stability: false });

describe("the angles of a pair", () => {
  it("are counted in full, and the sentence says what the comb of pair 12 is", () => {
    const angles = anglesOf(analysis, 12, ["resonant", "yarn", "none"]);
    expect(angles?.pretrained.reduce((sum, count) => sum + count, 0)).toBe(4096);
    expect(angles?.extended.map(({ id, newPositions }) => [id, newPositions])).toEqual([
      ["resonant", 2],
      ["yarn", 7895],
      ["none", 7895],
    ]);
    expect(angles?.sentence).toBe(
      "Pretraining visits 152 of the 360 bins: the pair nearly repeats every 106 tokens. Of 16,384 positions, yarn puts 7,895 (48 %) and none puts 7,895 (48 %) in bins that pretraining never visited; resonant only 2.",
    );
  });

  it("of a pair that turns less than once say how far it turns", () => {
    expect(anglesOf(analysis, 63, ["linear"])?.sentence).toMatch(
      /: 4096 tokens are 0\.075 of a turn\. No strategy drawn/,
    );
  });

  it("of a fast pair say that every bin is visited, and no strategy is said to put none", () => {
    expect(anglesOf(analysis, 0, ["resonant", "none"])?.sentence).toBe(
      "Pretraining visits all 360 bins. No strategy drawn reaches a new angle.",
    );
  });
});

describe("the heatmap", () => {
  it("marks new angles and bins that nobody visits, and has a share for each strategy", () => {
    const heatmap = heatmapOf(analysis, ["resonant", "none"]);
    expect([heatmap.bins, heatmap.pairs]).toEqual([360, 64]);
    const [resonant, none] = heatmap.strategies;
    expect(resonant?.values).toHaveLength(360 * 64);
    // The slowest pair reaches 0.3 of a turn unscaled: new from 0.075 on, never visited from there to the end.
    const slowest = none?.values.slice(63 * 360) ?? [];
    expect(slowest.filter((value) => value === NEW_ANGLE).length).toBeGreaterThan(70);
    expect(slowest.filter((value) => value === NEVER_VISITED).length).toBeGreaterThan(240);
    expect(resonant?.newShare).toBeLessThan(1e-4);
    expect(none?.newShare).toBeCloseTo(0.17, 2);
  });
});
