import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

const CODE = "rope/missing-type";

describe(CODE, () => {
  it("says what runs without a type", () => {
    const text = small({ rope_scaling: { factor: 4, original_max_position_embeddings: 4096, beta_fast: 32 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The block names no "rope_type": transformers 5 runs it as "default" and ignores "factor" and "beta_fast", so nothing is scaled; transformers 4 raises KeyError \'type\'.',
    );
    expect(fixedBy('Add "rope_type": "yarn"', finding, text)).toBe(
      small({ rope_scaling: { factor: 4, original_max_position_embeddings: 4096, beta_fast: 32, rope_type: "yarn" } }),
    );
  });

  it("offers every type that the keys fit", () => {
    const text = small({ rope_scaling: { factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The block names no "rope_type": transformers 5 runs it as "default" and ignores "factor", so nothing is scaled; transformers 4 raises KeyError \'type\'.',
    );
    expect(fixedBy('Add "rope_type": "linear"', finding, text)).toBe(
      small({ rope_scaling: { factor: 4, rope_type: "linear" } }),
    );
  });

  it("tells of an empty block where a release raises for it", () => {
    const text = small({ rope_scaling: {} });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers@4.57.6", "transformers"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "The block is empty: transformers 4 raises KeyError 'type', and transformers 5 takes it as absent, so nothing is scaled. Write null for no scaling.",
    );
    expect(only(CODE, text).severity).toBe("warning");
    expect(fixedBy("Write null", finding, text)).toBe(small({ rope_scaling: null }));
  });

  it("leaves an empty rope_parameters alone, and blocks that say no scaling", () => {
    expect(findingsOf(CODE, small({ rope_parameters: {} }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_parameters: { rope_theta: 10000 } }))).toEqual([]);
  });

  it.each([
    [{ short_factor: Array(64).fill(1), long_factor: Array(64).fill(1) }, ["longrope"]],
    [{ factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 4096 }, ["llama3"]],
    [{ factor: 8 }, ["yarn", "linear", "dynamic"]],
    [{ factor: 8, low_freq_factor: 1 }, []],
    [{ factor: 8, foo: 1 }, []],
    [{ beta_fast: 8 }, []],
  ])("offers the types that have all keys, and all of whose needed keys are there: %j", (block, types) => {
    const { fixes } = only(CODE, small({ rope_scaling: block }));
    expect(fixes.map(({ title }) => title)).toEqual(types.map((type) => `Add "rope_type": "${type}"`));
    expect(fixes.map(({ preferred }) => preferred)).toEqual(types.map(() => types.length === 1));
  });

  it("is an error of vLLM too, but not where the block is empty", () => {
    const vllm = { runtimes: ["vllm"] };
    expect(only(CODE, small({ rope_scaling: { factor: 8 } }), vllm)).toMatchObject({
      severity: "error",
      runtimes: ["transformers", "vllm@0.33.0"],
    });
    const empty = only(CODE, small({ rope_scaling: {} }), vllm);
    expect(empty).toMatchObject({ severity: "info", runtimes: ["transformers"] });
    expect(empty.fixes.map(({ preferred }) => preferred)).toEqual([false]);
  });

  it("leaves a type that is misspelt or no name to others, and blocks that are not read", () => {
    expect(findingsOf(CODE, small({ rope_scaling: { ropeType: "linear", factor: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: 4, factor: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: null, factor: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "default" }, rope_parameters: { factor: 3 } }))).toEqual(
      [],
    );
  });
});
