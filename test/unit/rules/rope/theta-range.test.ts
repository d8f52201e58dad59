import { describe, expect, it } from "vitest";
import { findingsOf, json, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/theta-range";

describe(CODE, () => {
  it("says what 0 gives", () => {
    const text = small({ rope_theta: 0 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta" });
    expect(marked(text, finding)).toBe("0.0");
    expect(finding.message).toBe(
      '"rope_theta" is 0: all pairs but the first get an infinite frequency, and their cosines are NaN.',
    );
  });

  it("is an error for 1 with yarn", () => {
    const text = small({ rope_theta: 1, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_theta", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("1.0");
    expect(finding.message).toBe(
      '"rope_theta" is 1: yarn\'s ramp divides by ln 1 = 0, and transformers raises ZeroDivisionError.',
    );
  });

  it("says what a negative base gives", () => {
    const text = small({ rope_theta: -10000 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta" });
    expect(marked(text, finding)).toBe("-10000.0");
    expect(finding.message).toBe(
      '"rope_theta" is -10000: roots of a negative base are no real numbers, and the frequencies are NaN.',
    );
  });

  it("leaves small bases above 1 alone", () => {
    expect(findingsOf(CODE, small({ rope_theta: 1000 }))).toEqual([]);
  });

  it.each([
    [1, {}, "warning", "every pair turns one radian a token, so that all pairs say the same."],
    [
      0.5,
      {},
      "warning",
      "a base below 1 makes later pairs turn faster than one radian a token; no published model has one.",
    ],
    [
      0.5,
      yarn(),
      "warning",
      "a base below 1 makes later pairs turn faster than one radian a token; no published model has one.",
    ],
    [0, yarn(), "error", "yarn's ramp takes its logarithm, and transformers raises ValueError: math domain error."],
    [-5, yarn(), "error", "yarn's ramp takes its logarithm, and transformers raises ValueError: math domain error."],
    [
      1,
      { rope_type: "linear", factor: 4 },
      "warning",
      "every pair turns one radian a token, so that all pairs say the same.",
    ],
  ])("says what %d gives beside %j", (theta, block, severity, words) => {
    const finding = only(
      CODE,
      small({ rope_theta: theta, rope_scaling: Object.keys(block).length === 0 ? null : block }),
    );
    expect(finding).toMatchObject({ severity, message: `"rope_theta" is ${theta}: ${words}` });
    expect(finding.runtimes).toEqual(severity === "error" ? ["transformers"] : []);
  });

  it("looks into the block, and under the type's own key", () => {
    const block = { rope_type: "default", rope_theta: 0 };
    expect(only(CODE, small({ rope_theta: undefined, rope_parameters: block })).jsonPointer).toBe(
      "/rope_parameters/rope_theta",
    );
    const neox = { model_type: "gpt_neox", hidden_size: 1024, num_attention_heads: 16, rotary_emb_base: 0 };
    expect(only(CODE, json(neox)).message).toMatch(/^"rotary_emb_base" is 0: /);
    expect(findingsOf(CODE, small({ rotary_emb_base: 0 }))).toEqual([]);
  });

  it("leaves blocks that are not read, and a base that stands twice, out", () => {
    const linear = { rope_type: "linear", factor: 4 };
    const both = { rope_scaling: linear, rope_parameters: yarn({ rope_theta: 0 }) };
    expect(only(CODE, small({ ...both, rope_theta: 1 }))).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_theta",
    });
    const twice = small({ rope_theta: 0 }).replace('"rope_theta": 0.0', '"rope_theta": 1.5,\n  "rope_theta": 0.0');
    expect(findingsOf(CODE, twice)).toEqual([]);
    expect(only(CODE, small({ rope_theta: 1, rope_scaling: yarn() }), { runtimes: ["vllm"] }).severity).toBe("info");
  });
});
