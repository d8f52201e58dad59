/** What each strategy writes is what it computes; where it has no block, or does not exist. */
import { describe, expect, it } from "vitest";
import { frequencies, pretrainedFrequencies } from "../../../src/rope/frequencies.ts";
import { PairEvaluator } from "../../../src/rope/pair-evaluator.ts";
import { type RopeScaling, type RopeSpec, STRATEGY_IDS, type StrategyId } from "../../../src/rope/spec.ts";
import { runAtOnce } from "../../../src/rope/steps.ts";
import { leastDisturbing } from "../../../src/rope/strategies/distributional.ts";
import { isStrategyId, STRATEGIES } from "../../../src/rope/strategies/index.ts";
import { type NotWritable, notWritableText } from "../../../src/rope/strategies/not-writable.ts";
import type { ParameterValues } from "../../../src/rope/strategies/parameters.ts";
import { factorSteps, type StrategyContext, type WrittenRope } from "../../../src/rope/strategies/strategy.ts";
import { relativeDifference, SMALL_TARGET, STOCK_YARN, small, smallContext } from "./support.ts";

function factorsOf(id: StrategyId, context: StrategyContext): Float64Array {
  return runAtOnce(factorSteps(STRATEGIES[id], context));
}

function writtenBy(id: StrategyId, context: StrategyContext): WrittenRope {
  return STRATEGIES[id].write(context, factorsOf(id, context));
}

/** The scaling that a written block states, as the frameworks read its keys. */
function stated(block: WrittenRope["block"], { scaling, maxPositionEmbeddings }: RopeSpec): RopeScaling {
  if (block === null) return { type: "default" };
  if (block === "keep") return scaling;
  const keys = new Map(block);
  const number = (key: string, otherwise?: number): number => {
    const value = keys.get(key) ?? otherwise;
    if (typeof value !== "number") throw new Error(`no number at ${key}`);
    return value;
  };
  const list = (key: string): number[] => {
    const value = keys.get(key);
    if (!Array.isArray(value)) throw new Error(`no list at ${key}`);
    return value;
  };
  const factor = number("factor");
  switch (keys.get("rope_type")) {
    case "linear":
      return { type: "linear", factor };
    case "proportional":
      return { type: "proportional", factor, partialRotaryFactor: number("partial_rotary_factor") };
    case "dynamic":
      return { type: "dynamic", factor, originalLength: maxPositionEmbeddings };
    case "yarn":
      return {
        ...STOCK_YARN,
        factor,
        originalLength: number("original_max_position_embeddings"),
        betaFast: number("beta_fast", 32),
        betaSlow: number("beta_slow", 1),
        truncate: keys.get("truncate") !== false,
        attentionFactor: keys.has("attention_factor") ? number("attention_factor") : null,
      };
    case "llama3":
      return {
        type: "llama3",
        factor,
        originalLength: number("original_max_position_embeddings"),
        lowFreqFactor: number("low_freq_factor"),
        highFreqFactor: number("high_freq_factor"),
      };
    case "longrope":
      return {
        type: "longrope",
        shortFactor: list("short_factor"),
        longFactor: list("long_factor"),
        originalLength: number("original_max_position_embeddings"),
        factor,
        attentionFactor: number("attention_factor"),
      };
    default:
      throw new Error(`unknown type ${String(keys.get("rope_type"))}`);
  }
}

const LISTS: RopeScaling = {
  type: "longrope",
  shortFactor: [1, 1, 1, 1, 1.1, 1.2, 1.3, 1.4],
  longFactor: [1, 1.1, 1.3, 1.7, 2.1, 2.9, 3.3, 4.1],
  originalLength: 256,
  factor: null,
  attentionFactor: null,
};

const SPECS: Readonly<Record<string, RopeSpec>> = {
  "a plain RoPE": small(),
  "a RoPE of a single pair": small({ headDim: 2, rotaryDim: 2 }),
  "its own yarn": small({
    scaling: { ...STOCK_YARN, originalLength: 256, betaFast: 24, betaSlow: 2, truncate: false },
  }),
  "its own llama3": small({
    scaling: { type: "llama3", factor: 2, originalLength: 256, lowFreqFactor: 2, highFreqFactor: 9 },
  }),
  "longrope lists": small({ scaling: LISTS }),
  "longrope lists with a factor": small({ scaling: { ...LISTS, factor: 3 } }),
  "longrope lists with an attention factor": small({ scaling: { ...LISTS, attentionFactor: 1.25 } }),
  "a linear block of pretraining": small({ trainedFactor: 8, scaling: { type: "linear", factor: 8 } }),
  "a linear block other than that of pretraining": small({ trainedFactor: 8, scaling: { type: "linear", factor: 2 } }),
  "no block, though pretrained with one": small({ trainedFactor: 8 }),
  "longrope lists over a block of pretraining": small({ trainedFactor: 8, scaling: LISTS }),
  "another block than the one of pretraining": small({ trainedFactor: 8, scaling: { ...STOCK_YARN, factor: 8 } }),
  "pairs that do not rotate": small({
    rotaryDim: 8,
    scaling: { type: "proportional", factor: 2, partialRotaryFactor: 0.5 },
  }),
};

const CHANGES: Readonly<Partial<Record<StrategyId, readonly ParameterValues[]>>> = {
  linear: [{ factor: 10 }],
  ntk: [{ rope_theta: 70000 }],
  dynamic: [{ factor: 3 }],
  yarn: [
    { factor: 7 },
    { beta_fast: 20 },
    { beta_slow: 2.5 },
    { attention_factor: 1.5 },
    { factor: 5, attention_factor: 1 },
  ],
  llama3: [{ factor: 7 }, { low_freq_factor: 1.5 }, { high_freq_factor: 11 }],
  distributional: [{ attention_factor: 1.5 }],
  resonant: [{ attention_factor: 1 }],
};

describe("what a strategy writes", () => {
  it.each(Object.entries(SPECS))(
    "runs the frequencies and the attention factor that it computes, for %s",
    (_, spec) => {
      const own = STRATEGY_IDS.filter(
        (id) => STRATEGIES[id].applies(spec) && STRATEGIES[id].notWritable(spec) === null,
      );
      expect(own).toContain("ntk");
      for (const id of own) {
        for (const changes of [undefined, ...(CHANGES[id] ?? [])]) {
          const context = smallContext(spec, changes);
          const factors = factorsOf(id, context);
          const { block, theta, maxPositionEmbeddings } = STRATEGIES[id].write(context, factors);
          const written = { ...spec, theta, maxPositionEmbeddings };
          const read = frequencies({ ...written, scaling: stated(block, written) }, SMALL_TARGET);
          const computed = pretrainedFrequencies(spec).map((frequency, pair) => frequency / (factors[pair] ?? 0));
          const difference = relativeDifference(read.invFreq, computed);
          if (!(difference < 1e-12)) expect({ id, changes, difference }).toBeNull();
          expect(read.attentionFactor).toBeCloseTo(STRATEGIES[id].attentionFactor(context), 12);
          expect(maxPositionEmbeddings).toBe(id === "dynamic" ? 256 : SMALL_TARGET);
        }
      }
    },
  );

  it("names the pair that does not rotate with a factor of 1", () => {
    const context = smallContext(small({ scaling: { type: "proportional", factor: 2, partialRotaryFactor: 0.5 } }));
    for (const id of STRATEGY_IDS.filter((id) => id !== "longrope")) {
      const factors = factorsOf(id, context);
      expect(Array.from(factors.slice(4))).toEqual([1, 1, 1, 1]);
      if (id !== "none") expect(Math.max(...factors.slice(0, 4))).toBeGreaterThan(1);
    }
  });

  it("has the keys of its type in the order in which people write them", () => {
    const keys = (id: StrategyId, spec = small(), changes?: ParameterValues) => {
      const { block } = writtenBy(id, smallContext(spec, changes));
      return Array.isArray(block)
        ? block.map(([key, value]) => (Array.isArray(value) ? key : `${key} ${value}`))
        : block;
    };
    const scale = SMALL_TARGET / 256;
    const lists = ["attention_factor 1", "short_factor", "long_factor"];
    expect(keys("none")).toBeNull();
    expect(keys("ntk")).toBeNull();
    expect(keys("none", small({ trainedFactor: 8 }))).toEqual(["rope_type linear", "factor 8"]);
    expect(keys("none", SPECS["another block than the one of pretraining"])).toEqual(["rope_type linear", "factor 8"]);
    expect(keys("ntk", SPECS["a linear block of pretraining"])).toBe("keep");
    expect(keys("linear")).toEqual(["rope_type linear", `factor ${scale}`]);
    expect(keys("dynamic")).toEqual(["rope_type dynamic", `factor ${scale}`]);
    expect(keys("yarn")).toEqual(["rope_type yarn", `factor ${scale}`, "original_max_position_embeddings 256"]);
    expect(keys("resonant", small(), { attention_factor: 1 })).toEqual([
      "rope_type longrope",
      `factor ${scale}`,
      "original_max_position_embeddings 256",
      ...lists,
    ]);
    const proportional: RopeScaling = { type: "proportional", factor: 2, partialRotaryFactor: 0.5 };
    expect(keys("linear", small({ scaling: proportional }))).toEqual([
      "rope_type proportional",
      "partial_rotary_factor 0.5",
      `factor ${2 * scale}`,
    ]);
    const own: RopeScaling = { ...STOCK_YARN, originalLength: 256, betaFast: 24, betaSlow: 2, truncate: false };
    expect(keys("yarn", small({ scaling: own }), { attention_factor: 1.5 })).toEqual([
      "rope_type yarn",
      `factor ${scale}`,
      "original_max_position_embeddings 256",
      "attention_factor 1.5",
      "beta_fast 24",
      "beta_slow 2",
      "truncate false",
    ]);
  });
});

describe("the factors of a strategy", () => {
  it("are on yarn's ramp over the turns within L, whatever lengthens them in pretraining", () => {
    const shorter = new PairEvaluator(pretrainedFrequencies(small()), 32, 125, { bins: 12, smoothing: 1 });
    const plain = runAtOnce(factorSteps(STRATEGIES.yarn, { spec: small(), evaluator: shorter }));
    expect(Array.from(factorsOf("yarn", smallContext(small({ trainedFactor: 8 }))))).toEqual(Array.from(plain));
    expect(new Set(plain).size).toBeGreaterThan(2);
  });

  it("are the earlier candidate's where two disturb alike", () => {
    const options = { bins: 12, smoothing: 1 };
    // The second pair stays in the first bin in both windows, whatever the factor.
    const evaluator = new PairEvaluator(Float64Array.of(1, 1e-9, 0), 16, 64, options);
    const one = evaluator.disturbance(0, 1.5) < evaluator.disturbance(0, 4) ? 1.5 : 4;
    expect(
      Array.from(
        leastDisturbing(evaluator, [
          [4, 4, 4],
          [1.5, 1.5, 1.5],
        ]),
      ),
    ).toEqual([one, 4, 1]);
    expect(
      Array.from(
        leastDisturbing(evaluator, [
          [1.5, 1.5, 1.5],
          [4, 4, 4],
        ]),
      ),
    ).toEqual([one, 1.5, 1]);
  });
});

describe("a strategy that no block can state", () => {
  const reasons = (spec: RopeSpec) =>
    Object.fromEntries(STRATEGY_IDS.map((id) => [id, STRATEGIES[id].notWritable(spec)]));

  it("is none for a plain RoPE", () => {
    expect(new Set(Object.values(reasons(small())))).toEqual(new Set([null]));
  });

  it("is each that needs a block of its own, where pretraining or Qwen's code has the block", () => {
    const stock = { kind: "block-drops-resting-pairs" };
    const lists = { kind: "lists-lack-resting-pairs" };
    const proportional = small({ scaling: { type: "proportional", factor: 2, partialRotaryFactor: 0.5 } });
    const always = { none: null, ntk: null, longrope: null };
    expect(reasons(proportional)).toEqual({
      ...always,
      linear: null,
      dynamic: stock,
      yarn: stock,
      llama3: stock,
      distributional: lists,
      resonant: lists,
    });
    const trained = { kind: "block-replaces-trained-one", factor: 8 };
    expect(reasons(small({ trainedFactor: 8 }))).toEqual({
      ...always,
      linear: null,
      dynamic: trained,
      yarn: trained,
      llama3: trained,
      distributional: null,
      resonant: null,
    });
    const qwen = { kind: "no-block-is-read" };
    expect(reasons(small({ scaling: { type: "qwen-dynamic-ntk", seqLength: 256 } }))).toEqual({
      ...always,
      linear: qwen,
      dynamic: qwen,
      yarn: qwen,
      llama3: qwen,
      distributional: qwen,
      resonant: qwen,
    });
  });

  it.each<[NotWritable, string]>([
    [{ kind: "no-block-is-read" }, "Qwen's own code reads no scaling block"],
    [{ kind: "lists-lack-resting-pairs" }, "a longrope block cannot state the pairs that do not rotate"],
    [{ kind: "block-drops-resting-pairs" }, "a stock block of this type drops the pairs that do not rotate"],
    [
      { kind: "block-replaces-trained-one", factor: 8 },
      "the model was trained with a linear block of factor 8, which a stock block would replace",
    ],
  ])("has its reason in words: %o", (reason, text) => {
    expect(notWritableText(reason)).toBe(text);
  });

  it("is not compared where the RoPE has no such thing: lists, or a ramp at a base of 1", () => {
    const applying = (spec: RopeSpec) => STRATEGY_IDS.filter((id) => STRATEGIES[id].applies(spec));
    expect(applying(small())).toEqual(STRATEGY_IDS.filter((id) => id !== "longrope"));
    expect(applying(small({ scaling: LISTS }))).toEqual(STRATEGY_IDS);
    expect(applying(small({ theta: 1 }))).toEqual(STRATEGY_IDS.filter((id) => id !== "longrope" && id !== "yarn"));
  });

  it("has a name all the same", () => {
    for (const id of STRATEGY_IDS) expect([isStrategyId(id), STRATEGIES[id].id]).toEqual([true, id]);
    for (const other of ["", "toString", "resonant-unbound"]) expect(isStrategyId(other)).toBe(false);
  });
});
