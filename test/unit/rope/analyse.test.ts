import { describe, expect, it } from "vitest";
import { analyse, sameFactors } from "../../../src/rope/analyse.ts";
import type { Analysis } from "../../../src/rope/analysis.ts";
import { logSpacings, slopeEnergy } from "../../../src/rope/slope-energy.ts";
import type { StrategyId, Use } from "../../../src/rope/spec.ts";
import { DISTURBANCE_CASES } from "./golden.ts";
import { llama2, small, strategy } from "./support.ts";

function cut(analysis: Analysis, id: StrategyId): number {
  return 100 * (1 - strategy(analysis, id).meanDisturbance / strategy(analysis, "linear").meanDisturbance);
}

describe("the paper's headline", () => {
  it("distributional disturbs 72.1 % less than linear from 4096 to 8192, and 31.7 % to 16384 (LLaMA-2)", () => {
    expect(cut(analyse(llama2(), 8192), "distributional")).toBeCloseTo(72.1, 1);
    expect(cut(analyse(llama2(), 16384), "distributional")).toBeCloseTo(31.7, 1);
    expect(cut(analyse(llama2(), 32768), "distributional")).toBeCloseTo(7.0, 1);
  });

  it("interpolates the pairs that the paper's rule interpolates", () => {
    const chosen = (length: number, s: number) =>
      strategy(analyse(llama2(), length), "distributional").factors.flatMap((factor, pair) =>
        factor === s ? [pair] : [],
      );
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    expect(chosen(16384, 4)).toEqual([1, 2, 4, 8, 10, 21, 25, 28, ...range(30, 63)]);
    expect(chosen(8192, 2)).toEqual([2, 4, 5, 6, 8, 9, 10, ...range(15, 19), 28, ...range(30, 44), ...range(46, 63)]);
  });

  it("resonant disturbs 91.3 % less than linear to 8192, and 86.4 % to 16384, and is recommended as it is", () => {
    const [twice, four] = [analyse(llama2(), 8192), analyse(llama2(), 16384)];
    expect(cut(twice, "resonant")).toBeCloseTo(91.3, 1);
    expect(cut(four, "resonant")).toBeCloseTo(86.4, 1);
    expect([twice.recommended, four.recommended]).toEqual(["resonant", "resonant"]);
    expect([twice.stable, four.stable]).toEqual([true, true]);
  });
});

describe("analyse", () => {
  for (const golden of DISTURBANCE_CASES) {
    it(`gives the recorded means for theta ${golden.theta}, ${golden.pretrainedLength} to ${golden.targetLength}`, () => {
      const spec = llama2({ theta: golden.theta, pretrainedLength: golden.pretrainedLength });
      const analysis = analyse(spec, golden.targetLength, { bins: golden.bins, stability: false });
      for (const [id, recorded] of Object.entries(golden.strategies)) {
        if (id === "resonant-unbound") {
          expect(analysis.bound?.meanDisturbance).toBeCloseTo(recorded.meanDisturbance, 6);
          continue;
        }
        const own = strategy(analysis, id as StrategyId);
        expect(own.meanDisturbance).toBeCloseTo(recorded.meanDisturbance, 6);
        expect(own.localShift).toBeCloseTo(recorded.meanLocalShift, 6);
        expect(own.slopeEnergy / (recorded.slopeEnergy || 1)).toBeCloseTo(recorded.slopeEnergy === 0 ? 0 : 1, 6);
        own.factors.forEach((factor, pair) => {
          expect(factor / (recorded.factors[pair] ?? 0)).toBeCloseTo(1, 9);
        });
      }
    });
  }

  it("keeps what needs fine-tuning out of the running as it is, and takes it in when fine-tuned", () => {
    const asIs = analyse(llama2(), 16384, { stability: false, bound: false });
    expect(asIs.strategies.map(({ id }) => id)).toEqual([
      "resonant",
      "llama3",
      "yarn",
      "ntk",
      "none",
      "distributional",
      "linear",
      "dynamic",
    ]);
    expect(strategy(asIs, "linear").leftOut).toEqual({ why: "needs-fine-tuning" });
    expect(strategy(asIs, "dynamic").leftOut).toEqual({ why: "running-length" });
    const tuned = analyse(llama2(), 16384, { use: "fine-tuned", stability: false, bound: false });
    expect(tuned.strategies.filter(({ inRunning }) => inRunning).map(({ id }) => id)).toEqual([
      "resonant",
      "distributional",
      "llama3",
      "linear",
      "yarn",
      "ntk",
      "none",
    ]);
  });

  it("leaves out what the chosen runtime cannot run, with the reason", () => {
    const cannotRun = (id: StrategyId) =>
      id === "resonant" ? { runtime: "llama.cpp", detail: "drops the lists" } : null;
    const analysis = analyse(llama2(), 16384, { cannotRun, stability: false, bound: false });
    expect(analysis.recommended).toBe("llama3");
    expect(strategy(analysis, "resonant").leftOut).toEqual({
      why: "runtime",
      runtime: "llama.cpp",
      detail: "drops the lists",
    });
  });

  it("takes the limit of the local shift as an option", () => {
    const strict = analyse(llama2(), 16384, { localShiftLimit: 0.001, stability: false, bound: false });
    expect(strategy(strict, "ntk").needsFineTuning).toBe(true);
    expect(strategy(strict, "resonant").needsFineTuning).toBe(false);
    const { localShift } = strategy(strict, "ntk");
    const equal = strategy(
      analyse(llama2(), 16384, { localShiftLimit: localShift, stability: false, bound: false }),
      "ntk",
    );
    expect([equal.needsFineTuning, equal.inRunning]).toEqual([false, true]);
    expect(() => analyse(small(), 1024, { localShiftLimit: -1 })).toThrow(/^localShiftLimit is -1,/);
    expect(() => analyse(small(), 0)).toThrow(/^targetLength is 0,/);
  });

  it("recommends none where none is in the running, or none is compared", () => {
    const nothing = { recommended: null, stable: false, tiedWith: [], reason: null };
    const cannotRun = () => ({ runtime: "none", detail: "" });
    const outside = analyse(small(), 1024, { bins: 36, cannotRun });
    expect(outside).toMatchObject(nothing);
    expect(outside.strategies.map(({ gridWins }) => gridWins)).toEqual(new Array(8).fill(null));
    expect(analyse(small(), 1024, { bins: 36, strategies: [] })).toMatchObject({ ...nothing, strategies: [] });
  });

  it("has the mean itself for the spread where no other grid is compared", () => {
    for (const { spread, meanDisturbance, gridWins } of analyse(small(), 1024, { stability: false }).strategies) {
      expect([...spread, gridWins]).toEqual([meanDisturbance, meanDisturbance, null]);
    }
  });

  it("answers that there is nothing to extend within the pretrained length", () => {
    for (const length of [1, 2048, 4096]) {
      const analysis = analyse(llama2(), length);
      expect(analysis.reason).toBe("within");
      expect(analysis).toMatchObject({ recommended: null, strategies: [], stable: false, tiedWith: [], bound: null });
    }
  });

  it("has no NaN and no negative value for awkward shapes", () => {
    for (const changes of [
      { headDim: 2, rotaryDim: 2 },
      { headDim: 6, rotaryDim: 6, theta: 1.5 },
      { headDim: 80, rotaryDim: 20 },
      { theta: 0.5 },
      { theta: 1 },
      { theta: 1e12 },
      { pretrainedLength: 1 },
    ]) {
      const analysis = analyse(small(changes), 5000, { bins: 2 });
      for (const result of analysis.strategies) {
        for (const value of [...result.perDimension, ...result.factors, result.localShift, result.slopeEnergy]) {
          if (!(value >= 0)) expect({ changes, id: result.id, value }).toBeNull();
        }
      }
      expect(analysis.strategies.length).toBeGreaterThan(0);
    }
  });

  it("leaves pairs that do not rotate out of every mean", () => {
    const spec = small({ scaling: { type: "proportional", factor: 1, partialRotaryFactor: 0.5 } });
    const analysis = analyse(spec, 1024, { stability: false });
    const none = strategy(analysis, "none");
    const rotating = none.perDimension.slice(0, 4);
    expect(none.meanDisturbance).toBeCloseTo(rotating.reduce((a, b) => a + b, 0) / 4, 12);
    expect(none.perDimension.slice(4).every((value) => value === 0)).toBe(true);
    const { factors, slopeEnergy: energy } = strategy(analysis, "ntk");
    expect(energy).toBeGreaterThan(0);
    expect(energy).toBeCloseTo(
      slopeEnergy(factors.slice(0, 4), logSpacings(analysis.pretrainedFrequencies.slice(0, 4))),
      12,
    );
    expect(strategy(analysis, "resonant").leftOut?.why).toBe("not-writable");
  });

  it("does not mind a hundred thousand times longer window", () => {
    const analysis = analyse(llama2(), 10 ** 7, { stability: false });
    expect(analysis.recommended).toBe("resonant");
    expect(strategy(analysis, "none").meanDisturbance).toBeCloseTo(0.420796, 6);
  });
});

describe("factors", () => {
  it("are the same when nine digits are", () => {
    expect(sameFactors([1, 4], [1, 4])).toBe(true);
    expect(sameFactors([1, 4], [1 + 0.9e-9, 4 - 3.9e-9])).toBe(true);
    expect(sameFactors([1, 4], [1, 4 + 4.1e-9])).toBe(false);
    expect(sameFactors([1, 4], [1 - 1.1e-9, 4])).toBe(false);
    expect(sameFactors([0, 1], [0, 1])).toBe(true);
    expect(sameFactors([1, 4], [1])).toBe(false);
  });
});

describe("how sure a ranking is", () => {
  it("is sure from three quarters of the grids on; below, the others that win some are tied with it", () => {
    const sure = (target: number, bins: number, use: Use) => {
      const { recommended, stable, tiedWith, strategies } = analyse(small(), target, { bins, use, bound: false });
      return [recommended, strategies[0]?.gridWins, stable, tiedWith];
    };
    expect(sure(700, 36, "as-is")).toEqual(["distributional", 12 / 16, true, []]);
    expect(sure(512, 8, "as-is")).toEqual(["distributional", 9 / 16, false, ["resonant"]]);
    expect(sure(400, 12, "fine-tuned")).toEqual(["distributional", 5 / 16, false, ["resonant", "linear"]]);
    expect(sure(1024, 6, "fine-tuned")).toEqual(["distributional", 0, false, ["linear"]]);
  });

  it("tells the ranking before it is repeated on other grids", () => {
    const told: Analysis[] = [];
    const whole = analyse(small(), 1024, { bins: 36, onRanked: (ranked) => told.push(ranked) });
    const grids = { gridWins: null, spread: expect.anything() };
    expect(told).toEqual([
      {
        ...whole,
        strategies: whole.strategies.map((result) => ({ ...result, ...grids })),
        stable: false,
        tiedWith: [],
        bound: null,
      },
    ]);
  });

  it("counts strategies with the same factors as one, and does not call them tied", () => {
    const first = strategy(analyse(small(), 1024), "resonant");
    const spec = small({
      scaling: {
        type: "longrope",
        shortFactor: first.factors,
        longFactor: first.factors,
        originalLength: 256,
        factor: 4,
        attentionFactor: null,
      },
    });
    const analysis = analyse(spec, 1024);
    expect(strategy(analysis, "longrope").gridWins).toBe(strategy(analysis, "resonant").gridWins);
    expect(analysis.recommended).toBe("resonant");
    expect(analysis.tiedWith).toEqual([]);
  });
});
