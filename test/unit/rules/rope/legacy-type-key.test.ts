import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only, small } from "../support/configs.ts";

const CODE = "rope/legacy-type-key";

describe(CODE, () => {
  it("says that Gemma 3 runs unscaled", () => {
    const text = gemma({ rope_scaling: { type: "linear", factor: 8 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling/type", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"type"');
    expect(finding.message).toBe(
      'gemma3_text reads "rope_type" only: transformers 5 runs this "linear" block as "default", and the factor 8 has no effect; transformers 4 raises KeyError.',
    );
    expect(fixedBy("Rename type to rope_type", finding, text)).toBe(
      gemma({ rope_scaling: { rope_type: "linear", factor: 8 } }),
    );
  });

  it("tells of MLC-LLM where it is chosen", () => {
    const text = small({ rope_scaling: { type: "linear", factor: 4 } });
    const finding = only(CODE, text, { runtimes: ["mlc-llm"] });
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling/type", runtimes: ["mlc-llm"] });
    expect(marked(text, finding)).toBe('"type"');
    expect(finding.message).toBe("MLC-LLM's Llama reads rope_type only and drops this block without a word.");
  });

  it("leaves the older spelling alone where it is read", () => {
    expect(findingsOf(CODE, small({ rope_scaling: { type: "linear", factor: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ rope_scaling: { rope_type: "linear", factor: 8 } }))).toEqual([]);
  });

  it("leaves MLC-LLM's other types and blocks that scale nothing alone, and says no factor where there is none", () => {
    const linear = { type: "linear", factor: 4 };
    expect(findingsOf(CODE, small({ model_type: "qwen2", rope_scaling: linear }), { runtimes: ["mlc-llm"] })).toEqual(
      [],
    );
    expect(findingsOf(CODE, gemma({ rope_scaling: { type: "default" } }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ rope_scaling: { type: "strange" } }))).toEqual([]);
    const list = Array(128).fill(1);
    const finding = only(CODE, gemma({ rope_scaling: { type: "longrope", short_factor: list, long_factor: list } }));
    expect(finding.message).toBe(
      'gemma3_text reads "rope_type" only: transformers 5 runs this "longrope" block as "default"; transformers 4 raises KeyError.',
    );
  });

  it("is an error of transformers 4 too, with one right answer", () => {
    const finding = only(CODE, gemma({ rope_scaling: { type: "linear", factor: 8 } }), {
      runtimes: ["transformers@4.57.6"],
    });
    expect(finding).toMatchObject({ severity: "error", runtimes: ["transformers", "transformers@4.57.6"] });
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });
});
