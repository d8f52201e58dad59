/** Strategies with parameters set by hand. */
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { analyse } from "../../../src/rope/analyse.ts";
import type { Analysis } from "../../../src/rope/analysis.ts";
import { changedAnalysisSteps, parametersOf, type StrategyChanges, soundChanges } from "../../../src/rope/change.ts";
import { frequencies } from "../../../src/rope/frequencies.ts";
import { PairEvaluator } from "../../../src/rope/pair-evaluator.ts";
import { RopeParameterError } from "../../../src/rope/parameter-error.ts";
import { type RopeScaling, STRATEGY_IDS, type StrategyId } from "../../../src/rope/spec.ts";
import { runAtOnce } from "../../../src/rope/steps.ts";
import { STRATEGIES } from "../../../src/rope/strategies/index.ts";
import { relativeDifference, STOCK_YARN, small, strategy } from "./support.ts";

const SPEC = small();
let OWN: Analysis;
// Anew for each test: what is computed when the file is loaded, no mutant could change (test/mutation).
beforeEach(() => {
  OWN = analyse(SPEC, 1024, { bins: 36, bound: false });
});

function changed(changes: StrategyChanges) {
  return runAtOnce(changedAnalysisSteps(SPEC, OWN, changes));
}

describe("the values that a strategy computes, set by hand", () => {
  for (const id of STRATEGY_IDS.filter((id) => id !== "longrope")) {
    it(`leave every figure of ${id} as it is`, () => {
      const parameters = parametersOf(SPEC, OWN, id, undefined);
      const computed = Object.fromEntries(parameters.map((own) => [own.id, own.computed]));
      const before = strategy(OWN, id);
      const after = strategy(changed({ [id]: computed }), id);
      expect(relativeDifference(after.factors, before.factors)).toBeLessThan(1e-12);
      expect(after.meanDisturbance).toBeCloseTo(before.meanDisturbance, 12);
      expect(after.localShift).toBeCloseTo(before.localShift, 12);
      expect(after.spread[0]).toBeCloseTo(before.spread[0], 12);
      expect(after.spread[1]).toBeCloseTo(before.spread[1], 12);
      expect(after.attentionFactor).toBe(before.attentionFactor);
    });
  }

  it("are what a file with the strategy runs", () => {
    const scaling: RopeScaling = {
      ...STOCK_YARN,
      originalLength: 256,
      factor: 6,
      betaFast: 16,
      betaSlow: 2,
      attentionFactor: 1.3,
    };
    const stated = frequencies(small({ scaling }));
    const values = { factor: 6, beta_fast: 16, beta_slow: 2, attention_factor: 1.3 };
    const { factors, attentionFactor } = strategy(changed({ yarn: values }), "yarn");
    const own = OWN.pretrainedFrequencies.map((theta, pair) => theta / (factors[pair] ?? 1));
    expect(relativeDifference(own, stated.invFreq)).toBeLessThan(1e-12);
    expect(attentionFactor).toBe(stated.attentionFactor);
  });

  it("are what a file with llama3, linear and a larger theta runs", () => {
    const result = changed({
      llama3: { factor: 8, low_freq_factor: 2, high_freq_factor: 16 },
      linear: { factor: 5 },
      ntk: { rope_theta: 500000 },
    });
    const run = (id: StrategyId) =>
      OWN.pretrainedFrequencies.map((theta, pair) => theta / (strategy(result, id).factors[pair] ?? 1));
    const llama3: RopeScaling = {
      type: "llama3",
      factor: 8,
      originalLength: 256,
      lowFreqFactor: 2,
      highFreqFactor: 16,
    };
    expect(relativeDifference(run("llama3"), frequencies(small({ scaling: llama3 })).invFreq)).toBeLessThan(1e-12);
    const linear = frequencies(small({ scaling: { type: "linear", factor: 5 } }));
    expect(relativeDifference(run("linear"), linear.invFreq)).toBeLessThan(1e-12);
    expect(relativeDifference(run("ntk"), frequencies(small({ theta: 500000 })).invFreq)).toBeLessThan(1e-12);
  });
});

describe("a changed strategy", () => {
  it("is measured and not ranked; the others, and what disturbs least, stay as they are", () => {
    const result = changed({ yarn: { factor: 8 } });
    const yarn = strategy(result, "yarn");
    expect(yarn).toMatchObject({ inRunning: false, leftOut: { why: "changed" }, gridWins: null });
    expect(yarn.meanDisturbance).not.toBeCloseTo(strategy(OWN, "yarn").meanDisturbance, 4);
    expect([result.recommended, result.stable]).toEqual([OWN.recommended, OWN.stable]);
    for (const { id } of OWN.strategies) if (id !== "yarn") expect(strategy(result, id)).toBe(strategy(OWN, id));
    const means = result.strategies.filter(({ inRunning }) => !inRunning).map(({ meanDisturbance }) => meanDisturbance);
    expect(means).toEqual([...means].sort((a, b) => a - b));
  });

  it("keeps its figures and its rank when only the attention factor is another", () => {
    const own = strategy(OWN, "resonant");
    const result = changed({ resonant: { attention_factor: 1 } });
    expect(strategy(result, "resonant")).toEqual({ ...own, attentionFactor: 1 });
    expect(result.strategies.map(({ id }) => id)).toEqual(OWN.strategies.map(({ id }) => id));
  });

  it("is the analysis itself when nothing is changed", () => {
    expect(changed({})).toBe(OWN);
    expect(changed({ yarn: {}, linear: { factor: undefined } })).toBe(OWN);
  });

  it("is written with its values, and only those that were set are added", () => {
    const evaluator = new PairEvaluator(Float64Array.from(OWN.pretrainedFrequencies), 256, 1024, {
      bins: 360,
      smoothing: 1,
    });
    const write = (id: StrategyId, changes: StrategyChanges) =>
      STRATEGIES[id].write({ spec: SPEC, evaluator, changes: changes[id] }, strategy(OWN, id).factors);
    expect(write("yarn", { yarn: { beta_fast: 16, attention_factor: 1.2 } }).block).toEqual([
      ["rope_type", "yarn"],
      ["factor", 4],
      ["original_max_position_embeddings", 256],
      ["attention_factor", 1.2],
      ["beta_fast", 16],
    ]);
    expect(write("ntk", { ntk: { rope_theta: 80000 } })).toEqual({
      block: null,
      theta: 80000,
      maxPositionEmbeddings: 1024,
    });
    expect(write("linear", { linear: { factor: 8 } }).block).toContainEqual(["factor", 8]);
    expect(write("llama3", { llama3: { high_freq_factor: 8 } }).block).toContainEqual(["high_freq_factor", 8]);
    expect(write("resonant", { resonant: { attention_factor: 1 } }).block).toContainEqual(["attention_factor", 1]);
  });
});

describe("a value outside its domain", () => {
  const wrong: [StrategyChanges, string][] = [
    [{ yarn: { factor: 0.5 } }, "factor is 0.5, but must be a number of at least 1 and at most 1000000"],
    [{ yarn: { beta_slow: 33 } }, "beta_slow is 33, but must be a number above 0 and at most 32"],
    [{ yarn: { beta_fast: 2, beta_slow: 3 } }, "beta_fast is 2, but must be a number of at least 3"],
    [{ llama3: { low_freq_factor: 5 } }, "low_freq_factor is 5, but must be a number above 0 and at most 4"],
    [{ ntk: { rope_theta: 1 } }, "rope_theta is 1, but must be a number above 1"],
    [{ ntk: { rope_theta: Number.NaN } }, "rope_theta is NaN"],
    [{ linear: { beta_fast: 16 } }, "beta_fast is 16, but must be left out: this strategy has no such parameter"],
  ];
  for (const [changes, message] of wrong) {
    it(`is refused: ${message}`, () => {
      expect(() => changed(changes)).toThrow(RopeParameterError);
      expect(() => changed(changes)).toThrow(message);
      expect(Object.values(soundChanges(SPEC, OWN, changes)).every((values) => !("factor" in values))).toBe(true);
    });
  }

  it("is left out of what came from outside, and the rest stays", () => {
    expect(
      soundChanges(SPEC, OWN, {
        yarn: { factor: 8, beta_fast: "16", beta_slow: -1, constructor: 3, attention_factor: Number.POSITIVE_INFINITY },
        linear: null,
        nonsense: { factor: 2 },
        llama3: [2],
      }),
    ).toEqual({ yarn: { factor: 8 } });
    const one = analyse(SPEC, 1024, { bins: 36, strategies: ["linear"], stability: false, bound: false });
    expect(soundChanges(SPEC, one, { yarn: { factor: 8 }, linear: { factor: 8 } })).toEqual({ linear: { factor: 8 } });
    for (const nothing of [null, undefined, 7, "yarn", []]) expect(soundChanges(SPEC, OWN, nothing)).toEqual({});
  });

  it("never gets through, whatever the message says", () => {
    fc.assert(
      fc.property(fc.object({ key: fc.constantFrom("yarn", "ntk", "factor", "beta_fast", "rope_theta") }), (wanted) => {
        const result = changed(soundChanges(SPEC, OWN, wanted));
        for (const { meanDisturbance } of result.strategies) expect(Number.isFinite(meanDisturbance)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
