import { describe, expect, it } from "vitest";
import { findingsOf, llama, marked, only, small } from "../support/configs.ts";

const CODE = "length/counted-twice";

describe(CODE, () => {
  it("says which window is derived", () => {
    const text = llama({ max_position_embeddings: 16384, rope_scaling: { rope_type: "linear", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["vllm", "sglang", "tensorrt-llm"],
    });
    expect(marked(text, finding)).toBe("16384");
    expect(finding.message).toBe(
      "vLLM, SGLang and TensorRT-LLM multiply 16384 by the factor 4 once more and derive a window of 65536: start them with an explicit length of 16384.",
    );
  });

  it("leaves SGLang out where the block has the pretrained length", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4, original_max_position_embeddings: 4096 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["vllm", "tensorrt-llm"],
    });
    expect(marked(text, finding)).toBe("16384");
    expect(finding.message).toBe(
      "vLLM and TensorRT-LLM multiply 16384 by the factor 4 once more and derive a window of 65536: start them with an explicit length of 16384.",
    );
  });

  it("is a warning where vLLM is chosen", () => {
    const text = llama({ max_position_embeddings: 16384, rope_scaling: { rope_type: "linear", factor: 4 } });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["vllm@0.33.0", "sglang", "tensorrt-llm"],
    });
    expect(marked(text, finding)).toBe("16384");
    expect(finding.message).toBe(
      "vLLM, SGLang and TensorRT-LLM multiply 16384 by the factor 4 once more and derive a window of 65536: start them with an explicit length of 16384.",
    );
  });

  it("leaves windows alone that were not multiplied, or of which nobody knows", () => {
    expect(findingsOf(CODE, llama({ rope_scaling: { rope_type: "linear", factor: 4 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4 } }))).toEqual([]);
  });
});
