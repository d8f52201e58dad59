import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

const CODE = "length/model-max-length";

describe(CODE, () => {
  it("says which positions have no angles", () => {
    const text = small({ model_max_length: 131072 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/model_max_length", runtimes: ["vllm", "sglang"] });
    expect(marked(text, finding)).toBe("131072");
    expect(finding.message).toBe(
      "vLLM and SGLang take model_max_length, 131072, for the window instead of max_position_embeddings, 16384: positions from 16384 on lie outside of the table of rotary angles.",
    );
    expect(fixedBy("Remove model_max_length", finding, text)).toBe(small());
  });

  it("says that longer inputs are refused", () => {
    const text = small({ model_max_length: 2048 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/model_max_length", runtimes: ["vllm", "sglang"] });
    expect(marked(text, finding)).toBe("2048");
    expect(finding.message).toBe(
      "vLLM and SGLang take model_max_length, 2048, for the window instead of max_position_embeddings, 16384, and refuse longer inputs.",
    );
  });

  it("is a warning where vLLM is chosen", () => {
    const text = small({ model_max_length: 131072 });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/model_max_length",
      runtimes: ["vllm@0.33.0", "sglang"],
    });
    expect(marked(text, finding)).toBe("131072");
    expect(finding.message).toBe(
      "vLLM and SGLang take model_max_length, 131072, for the window instead of max_position_embeddings, 16384: positions from 16384 on lie outside of the table of rotary angles.",
    );
  });

  it("leaves the same window alone", () => {
    expect(findingsOf(CODE, small({ model_max_length: 16384 }))).toEqual([]);
  });

  it("is information for those who serve with another framework or an older release", () => {
    for (const [runtime, names] of [
      ["transformers", ["vllm", "sglang"]],
      ["vllm@0.6.6", ["vllm", "sglang"]],
    ] as const) {
      const finding = only(CODE, small({ model_max_length: 131072 }), { runtimes: [runtime] });
      expect(finding).toMatchObject({ severity: "info", runtimes: names });
      expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false]);
    }
  });

  it("needs two windows to compare", () => {
    expect(findingsOf(CODE, small({ max_position_embeddings: undefined, model_max_length: 8192 }))).toEqual([]);
    expect(findingsOf(CODE, small())).toEqual([]);
  });
});
