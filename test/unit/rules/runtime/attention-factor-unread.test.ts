import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, tiny, yarn } from "../support/configs.ts";

const CODE = "runtime/attention-factor-unread";

describe(CODE, () => {
  it("says what is computed instead", () => {
    const text = small({ rope_scaling: yarn({ attention_factor: 1.5 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/rope_scaling/attention_factor",
      runtimes: ["sglang", "mlx-lm", "tgi", "exllamav2", "tensorrt-llm", "onnxruntime-genai", "llama.cpp"],
    });
    expect(marked(text, finding)).toBe("1.5");
    expect(finding.message).toBe(
      "SGLang, mlx-lm, TGI, ExLlamaV2, TensorRT-LLM and vLLM up to 0.29 do not read attention_factor 1.5: they compute with 1.13863.",
    );
  });

  it("is a warning where SGLang is chosen", () => {
    const text = small({ rope_scaling: yarn({ attention_factor: 1.5 }) });
    const finding = only(CODE, text, { runtimes: ["sglang"] });
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/attention_factor",
      runtimes: ["sglang@0.5.23", "mlx-lm", "tgi", "exllamav2", "tensorrt-llm", "onnxruntime-genai", "llama.cpp"],
    });
    expect(marked(text, finding)).toBe("1.5");
    expect(finding.message).toBe(
      "SGLang, mlx-lm, TGI, ExLlamaV2, TensorRT-LLM and vLLM up to 0.29 do not read attention_factor 1.5: they compute with 1.13863.",
    );
  });

  it("knows longrope's own factor", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4], attention_factor: 1.5 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/rope_scaling/attention_factor",
      runtimes: ["sglang", "mlx-lm", "tgi", "exllamav2", "tensorrt-llm", "onnxruntime-genai", "llama.cpp", "vllm"],
    });
    expect(marked(text, finding)).toBe("1.5");
    expect(finding.message).toBe(
      "vLLM, SGLang, mlx-lm, TGI, ExLlamaV2 and TensorRT-LLM do not read attention_factor 1.5: they compute with 1.08012.",
    );
  });

  it("leaves a value alone that all compute by themselves", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ attention_factor: 0.1 * Math.log(4) + 1 }) }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4], attention_factor: 1.0801234497346435 }),
      ),
    ).toEqual([]);
  });
});
