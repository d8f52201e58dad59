import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small } from "../support/configs.ts";

const CODE = "shape/heads-divide-hidden";

describe(CODE, () => {
  it("is an error in Llama, which checks", () => {
    const text = small({ hidden_size: 2050 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/hidden_size",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe("2050");
    expect(finding.message).toBe(
      "hidden_size 2050 is no multiple of the 16 heads: transformers 5.24 refuses the file; 4.45 to 5.0 round the head down to 128.",
    );
  });

  it("is an error in Llama even with a head_dim", () => {
    const text = small({ hidden_size: 2050, head_dim: 128 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/hidden_size",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe("2050");
    expect(finding.message).toBe(
      "hidden_size 2050 is no multiple of the 16 heads: transformers 5.24 refuses the file, whatever its head_dim.",
    );
  });

  it("is a warning in Mistral, which rounds down", () => {
    const text = small({ model_type: "mistral", hidden_size: 2050, sliding_window: null });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/hidden_size", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("2050");
    expect(finding.message).toBe(
      "hidden_size 2050 is no multiple of the 16 heads: a head is rounded down to 128 entries, which makes 2048 in all.",
    );
  });

  it("leaves multiples and types with a head size of their own alone", () => {
    expect(findingsOf(CODE, small())).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "qwen3", hidden_size: 2050 }))).toEqual([]);
  });

  it.each([
    ["vllm@0.11.0", "info"],
    ["vllm@0.28.0", "error"],
    ["sglang@0.4.10.post2", "info"],
    ["sglang", "error"],
    ["transformers@5.0.0", "info"],
    ["tgi", "info"],
  ])("knows whether %s refuses Llama", (runtime, severity) => {
    expect(only(CODE, small({ hidden_size: 2050 }), { runtimes: [runtime] }).severity).toBe(severity);
  });

  it.each([
    [{ model_type: "mymodel" }, 1],
    [{ model_type: "mymodel", head_dim: 128 }, 0],
    [{ model_type: "mistral", sliding_window: null, head_dim: 128 }, 0],
    [{ model_type: "falcon" }, 1],
    [{ model_type: "gemma2" }, 0],
    [{ model_type: "gpt2" }, 0],
    [{ num_attention_heads: 0 }, 0],
    [{ num_attention_heads: undefined }, 0],
  ])("is said of %j or not", (values, found) => {
    expect(findingsOf(CODE, small({ hidden_size: 2050, ...values }))).toHaveLength(found);
  });

  it("is information about other types for those who serve with another framework", () => {
    const text = small({ model_type: "mistral", hidden_size: 2050, sliding_window: null });
    expect(only(CODE, text, { runtimes: ["vllm"] })).toMatchObject({ severity: "info", runtimes: ["transformers"] });
  });
});
