import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

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
});
