/** A Llama with factors for each pair: with the pretrained original length, and with the attention scale held at 1. */
import { describe, expect, it } from "vitest";
import type { RuntimeName } from "../../../src/runtimes/index.ts";
import { configText, divisors, factorOf, LONG_SCALE, LONGROPE, LONGROPE_UNSCALED, PAIRS, run } from "./small-config.ts";

const scaled = (runtime: RuntimeName, seqLen: number) => run(runtime, configText("llama", LONGROPE), seqLen);
const unscaled = (runtime: RuntimeName, seqLen: number) =>
  run(runtime, configText("llama", LONGROPE_UNSCALED, { original_max_position_embeddings: 16384 }), seqLen);

describe("the block with the pretrained original length", () => {
  it("is taken by the length of the batch in lmdeploy, always long in TensorRT-LLM, scaled by L(4) in both", () => {
    expect(divisors(scaled("lmdeploy", 2048))[31]).toBeCloseTo(1, 5);
    expect(divisors(scaled("tensorrt-llm", 2048))[31]).toBeCloseTo(PAIRS[31] ?? 0, 5);
    for (const runtime of ["lmdeploy", "tensorrt-llm"] as const) {
      expect(divisors(scaled(runtime, 16000))[31]).toBeCloseTo(PAIRS[31] ?? 0, 5);
      expect(factorOf(scaled(runtime, 16000))).toBeCloseTo(LONG_SCALE, 6);
    }
  });
});

describe("the block with the attention scale held at 1", () => {
  it.each(["lmdeploy", "tensorrt-llm"] as const)("is right in %s at every length", (runtime) => {
    for (const seqLen of [2048, 16000]) {
      expect(divisors(unscaled(runtime, seqLen))[31]).toBeCloseTo(PAIRS[31] ?? 0, 5);
      expect(factorOf(unscaled(runtime, seqLen))).toBe(1);
    }
  });
});

describe("either block", () => {
  const blocks = [scaled, unscaled];

  it("raises in TurboMind, CTranslate2 and MLC-LLM", () => {
    for (const block of blocks) {
      expect(block("lmdeploy-turbomind", 2048).exception).toBe("RuntimeError");
      expect(block("ctranslate2", 2048).exception).toBe("ValueError");
      expect(block("mlc-llm", 2048).exception).toBe("AssertionError");
    }
  });

  it("is dropped in silence by onnxruntime-genai", () => {
    for (const block of blocks) {
      for (const divisor of divisors(block("onnxruntime-genai", 2048))) expect(divisor).toBeCloseTo(1, 6);
    }
  });

  it("is ignored by MLC-LLM's Mistral and Qwen2, and not implemented in onnxruntime-genai's", () => {
    for (const type of ["mistral", "qwen2"]) {
      expect(run("mlc-llm", configText(type, LONGROPE)).ignoredKeys).toEqual(["rope_scaling"]);
      expect(run("onnxruntime-genai", configText(type, LONGROPE)).exception).toBe("NotImplementedError");
    }
  });
});
