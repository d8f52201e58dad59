import { describe, expect, it } from "vitest";
import { findingsOf, gemma, llama, marked, only, small } from "../support/configs.ts";

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

  it("knows the pretrained length from beside the block too", () => {
    const text = small({ original_max_position_embeddings: 4096, rope_scaling: { rope_type: "linear", factor: 4 } });
    expect(only(CODE, text).runtimes).toEqual(["vllm", "sglang", "tensorrt-llm"]);
  });

  it("leaves a factor of 1, Gemma 3 and windows that are not what the factor gives alone", () => {
    const linear = (factor: number) => ({ rope_type: "linear", factor, original_max_position_embeddings: 4096 });
    // Where it is a warning, no other finding takes its place.
    const vllm = { runtimes: ["vllm"] };
    const windows = [16383, 16384, 16547, 16548].map(
      (window) => findingsOf(CODE, small({ max_position_embeddings: window, rope_scaling: linear(4) }), vllm).length,
    );
    expect(windows).toEqual([0, 1, 1, 0]);
    expect(findingsOf(CODE, small({ max_position_embeddings: 4096, rope_scaling: linear(1) }), vllm)).toEqual([]);
    const block = { rope_type: "linear", factor: 8 };
    expect(findingsOf(CODE, gemma({ original_max_position_embeddings: 4096, rope_scaling: block }))).toEqual([]);
  });
});
