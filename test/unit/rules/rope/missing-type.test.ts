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
});
