import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, tiny, type Values, yarn } from "../support/configs.ts";

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

  it.each([
    ["mlx-lm", "warning"],
    ["tgi", "warning"],
    ["exllamav2", "warning"],
    ["tensorrt-llm", "warning"],
    ["onnxruntime-genai", "warning"],
    ["llama.cpp", "warning"],
    ["vllm@0.28.0", "warning"],
    ["vllm@0.30.0", "info"],
    ["transformers", "info"],
  ])("knows whether %s reads it in yarn", (runtime, severity) => {
    expect(only(CODE, small({ rope_scaling: yarn({ attention_factor: 1.5 }) }), { runtimes: [runtime] }).severity).toBe(
      severity,
    );
  });

  it("knows that vLLM does not read it in longrope", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4], attention_factor: 1.5 });
    expect(only(CODE, text, { runtimes: ["vllm"] }).severity).toBe("warning");
  });

  it("computes with the pair of mscales, and leaves what cannot be computed to others", () => {
    const yarnOf = (block: Values) =>
      findingsOf(CODE, small({ max_position_embeddings: 4096, rope_scaling: yarn(block) }));
    expect(yarnOf({ attention_factor: 1, mscale: 1, mscale_all_dim: 1 })).toEqual([]);
    expect(yarnOf({ attention_factor: 1.2, mscale: 1, mscale_all_dim: 1 })[0]?.message).toMatch(
      /: they compute with 1\.$/,
    );
    expect(yarnOf({ attention_factor: 2, factor: 1 })[0]?.message).toMatch(/: they compute with 1\.$/);
    expect(yarnOf({ attention_factor: 2, factor: 0.5 })).toEqual([]);
    expect(yarnOf({ attention_factor: 0 })).toEqual([]);
    expect(yarnOf({ attention_factor: null })).toEqual([]);
    const lists = { short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4], attention_factor: 1.5 };
    expect(findingsOf(CODE, tiny({ ...lists, original_max_position_embeddings: 1 }))).toEqual([]);
    expect(findingsOf(CODE, tiny({ ...lists, factor: undefined }))).toEqual([]);
  });
});
