import { describe, expect, it } from "vitest";
import { findings, findingsOf, fixedBy, json, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/keys-outside-block";

describe(CODE, () => {
  it("moves them into a block", () => {
    const text = small({ rope_type: "linear", factor: 4 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_type", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_type"');
    expect(finding.message).toBe(
      '"rope_type" and "factor" stand beside the RoPE block instead of in one: transformers, vLLM and SGLang do not read them here, and nothing is scaled.',
    );
    expect(fixedBy("Move them into rope_scaling", finding, text)).toBe(
      small({ rope_scaling: { rope_type: "linear", factor: 4 } }),
    );
  });

  it("takes several of them for misplaced whatever the model type", () => {
    const finding = only(CODE, small({ model_type: "mymodel", rope_type: "linear", factor: 4 }));
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_type" });
  });

  it("leaves files alone that have a block, and a single key in models of unknown types", () => {
    expect(findingsOf(CODE, small({ rope_type: "linear", rope_scaling: yarn() }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mymodel", rope_type: "linear" }))).toEqual([]);
  });

  it("takes the older name of the type beside another key", () => {
    const text = small({ type: "linear", factor: 4 });
    const finding = only(CODE, text);
    expect(finding.jsonPointer).toBe("/type");
    expect(fixedBy("Move them into rope_scaling", finding, text)).toBe(
      small({ rope_scaling: { type: "linear", factor: 4 } }),
    );
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });

  it("puts the block behind what stays, in the place of null", () => {
    const keys = { rope_type: "linear", factor: 4 };
    const block = small({ rope_scaling: keys });
    expect(
      JSON.parse(
        fixedBy(
          "Move them into rope_scaling",
          only(CODE, small({ ...keys, rope_scaling: null })),
          small({ ...keys, rope_scaling: null }),
        ),
      ),
    ).toEqual(JSON.parse(block));
    const first = json({ ...keys, ...JSON.parse(small()) });
    expect(fixedBy("Move them into rope_scaling", only(CODE, first), first)).toBe(
      json({ ...JSON.parse(small()), rope_scaling: keys }),
    );
  });

  it("has no fix where an empty block, or one in the newer spelling, stands in the way", () => {
    for (const block of [{ rope_scaling: {} }, { rope_parameters: {} }, { rope_parameters: null }]) {
      expect(only(CODE, small({ rope_type: "linear", factor: 4, ...block })).fixes).toEqual([]);
    }
  });

  it.each([
    [{ rope_type: "linear" }, 1],
    [{ type: "linear" }, 0],
    [{ rope_type: "default", factor: 4 }, 0],
    [{ rope_type: "ntk", factor: 4 }, 0],
    [{ rope_type: 4, factor: 4 }, 0],
    [{ rope_type: "linear", auto_map: { AutoConfig: "x.Y" } }, 0],
    [{ rope_type: "linear", factor: 4, auto_map: { AutoConfig: "x.Y" } }, 1],
    [{ rope_type: "linear", factor: 4, model_type: "gpt2" }, 0],
    [{ rope_type: "linear", factor: 4, rope_parameters: { rope_type: "default" } }, 0],
  ])("finds them in %j or not", (values, found) => {
    expect(findingsOf(CODE, small(values))).toHaveLength(found);
  });

  it("is the one finding, and information for those who serve with another framework alone", () => {
    const text = small({ rope_type: "linear", factor: 4 });
    expect(findings(text).map(({ code }) => code)).toEqual([CODE]);
    expect(only(CODE, text, { runtimes: ["vllm"] }).severity).toBe("info");
  });

  it("speaks of one key as of one", () => {
    expect(only(CODE, small({ rope_type: "linear" })).message).toBe(
      '"rope_type" stands beside the RoPE block instead of in one: transformers, vLLM and SGLang do not read it here, and nothing is scaled.',
    );
  });
});
