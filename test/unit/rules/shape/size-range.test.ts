import { describe, expect, it } from "vitest";
import { findings, findingsOf, mla, only, small } from "../support/configs.ts";

const CODE = "shape/size-range";

describe(CODE, () => {
  it("finds what transformers divides by", () => {
    const finding = only(CODE, small({ num_key_value_heads: 0 }));
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/num_key_value_heads",
      runtimes: ["transformers"],
    });
    expect(finding.message).toBe(
      '"num_key_value_heads" is 0: transformers divides by it and raises ZeroDivisionError when it builds the model.',
    );
  });

  it.each(["hidden_size", "num_attention_heads", "head_dim", "intermediate_size"])("finds a negative %s", (key) => {
    const found = findings(small({ [key]: -64 }));
    expect(found.map(({ code, jsonPointer, severity }) => ({ code, jsonPointer, severity }))).toEqual([
      { code: CODE, jsonPointer: `/${key}`, severity: "error" },
    ]);
  });

  it("warns where the model loads and says nothing", () => {
    expect(only(CODE, small({ num_hidden_layers: 0 }))).toMatchObject({
      severity: "warning",
      runtimes: ["transformers"],
    });
    expect(only(CODE, small({ vocab_size: 0 }))).toMatchObject({ severity: "warning" });
  });

  it("finds the sizes of MLA models", () => {
    expect(only(CODE, mla({ qk_rope_head_dim: -64 })).jsonPointer).toBe("/qk_rope_head_dim");
  });

  it("leaves the open vocabulary of LLaMA 1 and models without RoPE alone", () => {
    expect(findingsOf(CODE, small({ vocab_size: -1 }))).toEqual([]);
    expect(findingsOf(CODE, '{"model_type": "gpt2", "n_positions": 1024, "head_dim": 0}')).toEqual([]);
  });
});
