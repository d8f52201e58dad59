/** What single model files of vLLM do besides calling get_rope. */
import { describe, expect, it } from "vitest";
import { configText, run } from "./small-config.ts";

const WINDOWS = { use_sliding_window: true, sliding_window: 1024, num_hidden_layers: 12 };

describe("sliding windows in some layers of Qwen2 and Qwen3", () => {
  it.each(["qwen2", "qwen3"])("raise AssertionError in %s since 0.11", (type) => {
    const text = configText(type, null, { ...WINDOWS, max_window_layers: 4 });
    for (const release of ["0.11.0", "0.28.0", "0.33.0"]) {
      expect(run(`vllm@${release}`, text), release).toMatchObject({
        exception: "AssertionError",
        message: expect.stringContaining("`max_window_layers` = 4 is less than `num_hidden_layers` = 12"),
      });
    }
  });

  it("raise ValueError in 0.8.5, whatever max_window_layers says", () => {
    for (const most of [4, 12]) {
      const text = configText("qwen2", null, { ...WINDOWS, max_window_layers: most });
      expect(run("vllm@0.8.5.post1", text).exception).toBe("ValueError");
    }
  });

  it("run where max_window_layers counts all layers, where windows are off and in other models", () => {
    for (const keys of [
      { ...WINDOWS, max_window_layers: 12 },
      { ...WINDOWS, max_window_layers: 4, use_sliding_window: false },
    ]) {
      expect(run("vllm@0.33.0", configText("qwen2", null, keys)).outcome).toBe("runs");
    }
    expect(run("vllm@0.33.0", configText("llama", null, { ...WINDOWS, max_window_layers: 4 })).outcome).toBe("runs");
  });

  it("are counted in layer_types, where the file has them", () => {
    const kinds = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? "full_attention" : "sliding_attention"));
    const text = configText("qwen3", null, { num_hidden_layers: 12, layer_types: kinds, max_window_layers: 4 });
    expect(run("vllm@0.33.0", text).exception).toBe("AssertionError");
  });
});

describe("a misspelt layer type in rope_parameters", () => {
  it("makes the block a flat one without a type for vLLM", () => {
    const plain = { rope_type: "default", rope_theta: 10000 };
    const text = configText("gemma3_text", null, {
      rope_parameters: { full_attention: plain, slidng_attention: plain },
    });
    expect(run("vllm@0.33.0", text)).toMatchObject({ exception: "KeyError", message: "'rope_type'" });
  });
});

describe("max_position_embeddings that is null", () => {
  it("leaves vLLM's and SGLang's tables without rows on transformers 4", () => {
    const text = configText("llama", null, { max_position_embeddings: null });
    for (const release of ["vllm@0.6.6.post1", "vllm@0.11.0", "sglang@0.4.10.post2"]) {
      expect(run(release, text), release).toMatchObject({
        exception: "TypeError",
        message: expect.stringContaining("arange()"),
      });
    }
  });
});

describe("a DeepSeek block without a type", () => {
  it("is refused by vLLM 0.11.0 itself, whose own config class checks nothing", () => {
    const text = configText("deepseek_v3", { factor: 4, original_max_position_embeddings: 4096 });
    expect(run("vllm@0.11.0", text)).toMatchObject({
      exception: "ValidationError",
      message: expect.stringContaining("rope_scaling should have a 'rope_type' key"),
    });
  });
});
