import { describe, expect, it } from "vitest";
import { type ParameterRule, RopeParameterError } from "../../../src/rope/parameter-error.ts";
import type { RopeScaling, RopeSpec } from "../../../src/rope/spec.ts";
import { validateSpec } from "../../../src/rope/validate.ts";
import { STOCK_YARN, small } from "./support.ts";

function refusal(changes: Partial<RopeSpec>): [string, ParameterRule] | null {
  try {
    validateSpec(small(changes));
    return null;
  } catch (error) {
    if (error instanceof RopeParameterError) return [error.parameter, error.rule];
    throw error;
  }
}

const positive: ParameterRule = { kind: "positive" };
const finite: ParameterRule = { kind: "finite" };
const whole: ParameterRule = { kind: "whole", least: 1 };
const even: ParameterRule = { kind: "even" };
const list: ParameterRule = { kind: "pair-list", length: 8 };
const share: ParameterRule = { kind: "between", least: 0, above: true, most: 1 };
const ones = new Array<number>(8).fill(1);

const LINEAR: RopeScaling = { type: "linear", factor: 2 };
const DYNAMIC = { type: "dynamic", factor: 2, originalLength: 256 } as const;
const LLAMA3 = { type: "llama3", factor: 2, originalLength: 256, lowFreqFactor: 1, highFreqFactor: 4 } as const;
const LONGROPE = {
  type: "longrope",
  shortFactor: ones,
  longFactor: ones,
  originalLength: 256,
  factor: null,
  attentionFactor: null,
} as const;
const PROPORTIONAL = { type: "proportional", factor: 2, partialRotaryFactor: 1 } as const;
const QWEN = { type: "qwen-dynamic-ntk", seqLength: 1 } as const;

describe("a spec within its domain", () => {
  it.each<RopeScaling>([
    { type: "default" },
    LINEAR,
    DYNAMIC,
    STOCK_YARN,
    { ...STOCK_YARN, factor: null, attentionFactor: 1.5, mscale: -1, mscaleAllDim: 0 },
    LLAMA3,
    LONGROPE,
    { ...LONGROPE, factor: 2, attentionFactor: 1.5 },
    PROPORTIONAL,
    QWEN,
  ])("is taken: $type", (scaling) => {
    expect(refusal({ scaling })).toBeNull();
  });

  it("may have heads of an odd size unless their pairs are counted over the whole head, and sections", () => {
    expect(refusal({ headDim: 17 })).toBeNull();
    expect(refusal({ mropeSection: [2, 3, 3] })).toBeNull();
  });
});

describe("a spec outside its domain", () => {
  it.each<[Partial<RopeSpec>, string, ParameterRule]>([
    [{ theta: 0 }, "theta", positive],
    [{ headDim: 0 }, "headDim", whole],
    [{ headDim: 17, scaling: PROPORTIONAL }, "headDim", even],
    [{ rotaryDim: 0 }, "rotaryDim", whole],
    [{ rotaryDim: 15 }, "rotaryDim", even],
    [{ trainedFactor: 0 }, "trainedFactor", positive],
    [{ pretrainedLength: 0 }, "pretrainedLength", whole],
    [{ maxPositionEmbeddings: 0.5 }, "maxPositionEmbeddings", whole],
    [{ mropeSection: [2, 3, 4] }, "mropeSection", { kind: "pair-sum", sum: 8 }],
  ])("is refused by the parameter: %o", (changes, parameter, rule) => {
    expect(refusal(changes)).toEqual([parameter, rule]);
  });

  it.each<[RopeScaling, string, ParameterRule]>([
    [{ type: "linear", factor: 0 }, "factor", positive],
    [{ ...DYNAMIC, factor: 0 }, "factor", positive],
    [{ ...DYNAMIC, originalLength: 0 }, "originalLength", positive],
    [{ ...STOCK_YARN, factor: 0 }, "factor", positive],
    [{ ...STOCK_YARN, originalLength: 0 }, "originalLength", positive],
    [{ ...STOCK_YARN, betaFast: 0 }, "betaFast", positive],
    [{ ...STOCK_YARN, betaSlow: 0 }, "betaSlow", positive],
    [{ ...STOCK_YARN, attentionFactor: Number.NaN }, "attentionFactor", finite],
    [{ ...STOCK_YARN, mscale: Number.NaN }, "mscale", finite],
    [{ ...STOCK_YARN, mscaleAllDim: Number.NaN }, "mscaleAllDim", finite],
    [{ ...LLAMA3, factor: 0 }, "factor", positive],
    [{ ...LLAMA3, originalLength: 0 }, "originalLength", positive],
    [{ ...LLAMA3, lowFreqFactor: 0 }, "lowFreqFactor", positive],
    [{ ...LLAMA3, highFreqFactor: 0 }, "highFreqFactor", positive],
    [{ ...LONGROPE, originalLength: 0 }, "originalLength", positive],
    [{ ...LONGROPE, factor: 0 }, "factor", positive],
    [{ ...LONGROPE, attentionFactor: Number.NaN }, "attentionFactor", finite],
    [{ ...LONGROPE, shortFactor: ones.slice(1) }, "shortFactor", list],
    [{ ...LONGROPE, longFactor: [...ones, 1] }, "longFactor", list],
    [{ ...LONGROPE, shortFactor: [0, ...ones.slice(1)] }, "shortFactor", positive],
    [{ ...PROPORTIONAL, factor: 0 }, "factor", positive],
    [{ ...PROPORTIONAL, partialRotaryFactor: 0 }, "partialRotaryFactor", share],
    [{ ...PROPORTIONAL, partialRotaryFactor: 1.01 }, "partialRotaryFactor", share],
    [{ type: "qwen-dynamic-ntk", seqLength: 0 }, "seqLength", whole],
  ])("is refused by the parameter of its scaling: %o", (scaling, parameter, rule) => {
    expect(refusal({ scaling })).toEqual([parameter, rule]);
  });
});
