import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "runtime/linear-integer-factor";

describe(CODE, () => {
  it("is information while nobody serves with vLLM", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4 } }).replace("4.0", "4");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/rope_scaling/factor",
      runtimes: ["vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe("4");
    expect(finding.message).toBe(
      "vLLM and SGLang raise TypeError for an integer factor with linear (\"'int' object is not iterable\"), every known release: write 4.0.",
    );
    expect(fixedBy("Write 4.0", finding, text)).toBe(small({ rope_scaling: { rope_type: "linear", factor: 4 } }));
  });

  it("is an error where vLLM is chosen", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4 } }).replace("4.0", "4");
    const finding = only(CODE, text, { runtimes: ["vllm@0.28.0"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/factor",
      runtimes: ["vllm@0.28.0", "sglang"],
    });
    expect(marked(text, finding)).toBe("4");
    expect(finding.message).toBe(
      "vLLM and SGLang raise TypeError for an integer factor with linear (\"'int' object is not iterable\"), every known release: write 4.0.",
    );
  });

  it("leaves floats and other types alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }).replace("4.0", "4"))).toEqual([]);
  });

  it("is an error of SGLang too, with one right answer", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4 } }).replace("4.0", "4");
    const finding = only(CODE, text, { runtimes: ["sglang"] });
    expect(finding).toMatchObject({ severity: "error", runtimes: ["vllm", "sglang@0.5.23"] });
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });

  it.each([
    ["-4", 1],
    ["16", 1],
    ["4e0", 0],
    ["4E1", 0],
    ["4.5", 0],
    ["null", 0],
  ])("takes %s for an integer or not", (factor, found) => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4 } }).replace("4.0", factor);
    expect(findingsOf(CODE, text, { runtimes: ["vllm"] })).toHaveLength(found);
  });
});
