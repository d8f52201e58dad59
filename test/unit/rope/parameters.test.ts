import { describe, expect, it } from "vitest";
import type { StrategyId } from "../../../src/rope/spec.ts";
import { STRATEGIES } from "../../../src/rope/strategies/index.ts";
import { type ParameterValues, unsoundValue } from "../../../src/rope/strategies/parameters.ts";
import { SMALL_TARGET, small, smallContext } from "./support.ts";

describe("what can be set by hand", () => {
  const named = (id: StrategyId, spec = small(), changes?: ParameterValues) =>
    STRATEGIES[id].parameters(smallContext(spec, changes)).map((own) => [own.id, own.computed, own.value]);
  const scale = SMALL_TARGET / 256;

  it("is computed by the strategy, and in force unless it is set", () => {
    const own = { type: "llama3", factor: 2, originalLength: 256, lowFreqFactor: 2, highFreqFactor: 9 } as const;
    const yarnScale = 0.1 * Math.log(scale) + 1;
    const longropeScale = Math.sqrt(1 + Math.log(scale) / Math.log(256));
    expect(named("none")).toEqual([]);
    expect(named("longrope")).toEqual([]);
    expect(named("linear")).toEqual([["factor", scale, scale]]);
    expect(named("linear", small({ trainedFactor: 8 }), { factor: 9 })).toEqual([["factor", 8 * scale, 9]]);
    expect(named("dynamic")).toEqual([["factor", scale, scale]]);
    const theta = 10000 * scale ** (16 / 14);
    expect(named("ntk")).toEqual([["rope_theta", theta, theta]]);
    expect(named("yarn")).toEqual([
      ["factor", scale, scale],
      ["beta_fast", 32, 32],
      ["beta_slow", 1, 1],
      ["attention_factor", yarnScale, yarnScale],
    ]);
    expect(named("yarn", small(), { factor: 6, beta_slow: 2, attention_factor: 1.1 })).toEqual([
      ["factor", scale, 6],
      ["beta_fast", 32, 32],
      ["beta_slow", 1, 2],
      ["attention_factor", 0.1 * Math.log(6) + 1, 1.1],
    ]);
    expect(named("llama3", small(), { low_freq_factor: 2 })).toEqual([
      ["factor", scale, scale],
      ["low_freq_factor", 1, 2],
      ["high_freq_factor", 4, 4],
    ]);
    expect(named("llama3", small({ scaling: own }))).toEqual([
      ["factor", scale, scale],
      ["low_freq_factor", 2, 2],
      ["high_freq_factor", 9, 9],
    ]);
    for (const id of ["distributional", "resonant"] as const) {
      expect(named(id)).toEqual([["attention_factor", longropeScale, longropeScale]]);
    }
  });

  it.each<[StrategyId, ParameterValues, ParameterValues]>([
    ["linear", { factor: 1 }, { factor: 0.999 }],
    ["linear", { factor: 1e6 }, { factor: 1e6 + 1 }],
    ["dynamic", { factor: 1 }, { factor: 0.999 }],
    ["dynamic", { factor: 1e6 }, { factor: 1e6 + 1 }],
    ["ntk", { rope_theta: 1.001 }, { rope_theta: 1 }],
    ["ntk", { rope_theta: 1e15 }, { rope_theta: 1.1e15 }],
    ["yarn", { factor: 1 }, { factor: 0.999 }],
    ["yarn", { factor: 1e6 }, { factor: 1e6 + 1 }],
    ["yarn", { beta_fast: 1 }, { beta_fast: 0.999 }],
    ["yarn", { beta_fast: 1e6 }, { beta_fast: 1e6 + 1 }],
    ["yarn", { beta_slow: 32 }, { beta_slow: 32.001 }],
    ["yarn", { beta_slow: 0.001 }, { beta_slow: 0 }],
    ["yarn", { attention_factor: 0.001 }, { attention_factor: 0 }],
    ["yarn", { attention_factor: 1e6 }, { attention_factor: 1e6 + 1 }],
    ["llama3", { factor: 1 }, { factor: 0.999 }],
    ["llama3", { factor: 1e6 }, { factor: 1e6 + 1 }],
    ["llama3", { low_freq_factor: 4 }, { low_freq_factor: 4.001 }],
    ["llama3", { low_freq_factor: 0.001 }, { low_freq_factor: 0 }],
    ["llama3", { high_freq_factor: 1 }, { high_freq_factor: 0.999 }],
    ["llama3", { high_freq_factor: 1e6 }, { high_freq_factor: 1e6 + 1 }],
    ["resonant", { attention_factor: 0.001 }, { attention_factor: 0 }],
    ["distributional", { attention_factor: 1e6 }, { attention_factor: 1e6 + 1 }],
    ["resonant", {}, { factor: 2 }],
    ["linear", {}, { factor: Number.NaN }],
  ])("ends at its bounds: %s", (id, within, beyond) => {
    const unsound = (values: ParameterValues) =>
      unsoundValue(STRATEGIES[id].parameters(smallContext(small(), values)), values);
    expect(unsound(within)).toBeNull();
    expect(unsound(beyond)?.parameter).toBe(Object.keys(beyond)[0]);
  });

  it("is at least what pretraining divided by, in a linear block", () => {
    const unsound = (factor: number) =>
      unsoundValue(STRATEGIES.linear.parameters(smallContext(small({ trainedFactor: 8 }), { factor })), { factor });
    expect(unsound(8)).toBeNull();
    expect(unsound(7.999)?.rule).toEqual({ kind: "between", least: 8, above: false, most: 1e6 });
  });
});
