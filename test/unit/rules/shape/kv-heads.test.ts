import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small } from "../support/configs.ts";

const CODE = "shape/kv-heads";

describe(CODE, () => {
  it("says what the first attention compares", () => {
    const text = small({ num_key_value_heads: 5 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/num_key_value_heads",
      runtimes: ["transformers", "vllm"],
    });
    expect(marked(text, finding)).toBe("5");
    expect(finding.message).toBe(
      "16 query heads cannot share 5 key-value heads evenly: the first attention of transformers raises RuntimeError (16 against 15 heads), vLLM an AssertionError.",
    );
  });

  it("finds more key-value heads than heads", () => {
    const text = small({ num_key_value_heads: 32 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/num_key_value_heads",
      runtimes: ["transformers", "vllm"],
    });
    expect(marked(text, finding)).toBe("32");
    expect(finding.message).toBe(
      "16 query heads cannot share 32 key-value heads evenly: the first attention of transformers raises RuntimeError (16 against 0 heads), vLLM an AssertionError.",
    );
  });

  it("leaves divisors, null and MLA models alone", () => {
    expect(findingsOf(CODE, small({ num_key_value_heads: 8 }))).toEqual([]);
    expect(findingsOf(CODE, small({ num_key_value_heads: null }))).toEqual([]);
    expect(
      findingsOf(CODE, small({ model_type: "deepseek_v3", qk_rope_head_dim: 64, num_key_value_heads: 5 })),
    ).toEqual([]);
  });

  it("is an error of vLLM too, and leaves what is missing, not above 0 or in dispute to others", () => {
    expect(only(CODE, small({ num_key_value_heads: 5 }), { runtimes: ["vllm"] }).severity).toBe("error");
    expect(only(CODE, small({ num_key_value_heads: 5 }), { runtimes: ["tgi"] }).severity).toBe("info");
    for (const values of [
      { num_attention_heads: undefined, num_key_value_heads: 5 },
      { num_key_value_heads: 16 },
      { num_key_value_heads: -5 },
      { num_attention_heads: -16, num_key_value_heads: 5 },
      { num_attention_heads: 0, num_key_value_heads: 5 },
    ]) {
      expect(findingsOf(CODE, small(values))).toEqual([]);
    }
    const kvTwice = small({ num_key_value_heads: 5 }).replace(
      '"num_key_value_heads"',
      '"num_key_value_heads": 8,\n  "num_key_value_heads"',
    );
    expect(findingsOf(CODE, kvTwice)).toEqual([]);
    const headsTwice = small({ num_key_value_heads: 5 }).replace(
      '"num_attention_heads"',
      '"num_attention_heads": 10,\n  "num_attention_heads"',
    );
    expect(findingsOf(CODE, headsTwice)).toEqual([]);
  });

  it("leaves no key-value heads alone where nobody divides by them", () => {
    expect(findingsOf(CODE, '{"model_type": "gpt2", "num_attention_heads": 16, "num_key_value_heads": 0}')).toEqual([]);
    expect(findingsOf(CODE, '{"model_type": "gpt2", "num_attention_heads": 0, "num_key_value_heads": 5}')).toEqual([]);
  });
});
