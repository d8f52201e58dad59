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

  it.each([
    ["hidden_size", 0, {}, "error", /a head has no entries then, and transformers raises ZeroDivisionError/],
    ["hidden_size", 0, { head_dim: 128 }, "warning", /built with empty tensors/],
    ["hidden_size", 0, { model_type: "gemma2" }, "warning", /built with empty tensors/],
    ["hidden_size", 0, { model_type: "falcon" }, "error", /a head has no entries then/],
    ["hidden_size", 0, { model_type: "falcon", head_dim: 64 }, "error", /a head has no entries then/],
    ["hidden_size", 0, { model_type: "mymodel" }, "warning", /a head has no entries then/],
    ["head_dim", 0, {}, "error", /a head has no entries then/],
    ["head_dim", 0, { model_type: "gemma2" }, "error", /a head has no entries then/],
    ["head_dim", 0, { model_type: "falcon" }, "warning", /built with empty tensors/],
    ["kv_channels", 0, { model_type: "jetmoe" }, "error", /a head has no entries then/],
    ["kv_channels", 0, {}, "warning", /built with empty tensors/],
    [
      "rotary_dim",
      0,
      { model_type: "gptj" },
      "error",
      /nothing is left to rotate, and the first attention of transformers raises RuntimeError/,
    ],
    ["qk_rope_head_dim", 0, { model_type: "deepseek_v3" }, "error", /nothing is left to rotate/],
    ["num_attention_heads", 0, {}, "error", /divides by it and raises ZeroDivisionError/],
    ["intermediate_size", 0, {}, "warning", /built with empty tensors, and its weights do not fit\.$/],
    ["vocab_size", 0, {}, "warning", /built with empty tensors/],
    [
      "vocab_size",
      -2,
      {},
      "error",
      /no tensor has a negative size, and transformers raises when it builds the model\.$/,
    ],
    ["num_hidden_layers", 0, {}, "warning", /built without a layer, and its weights find no place\.$/],
    ["num_hidden_layers", -1, {}, "warning", /built without a layer/],
    ["rotary_dim", -4, { model_type: "gptj" }, "error", /no tensor has a negative size/],
  ])("says what %s %d comes to beside %j", (key, value, others, severity, words) => {
    const finding = only(CODE, small({ ...others, [key]: value }));
    expect(finding).toMatchObject({ severity, jsonPointer: `/${key}`, runtimes: ["transformers"] });
    expect(finding.message).toMatch(words);
  });

  it("leaves sizes from 1 on alone, and is information for those who serve with another framework", () => {
    expect(findingsOf(CODE, small({ vocab_size: 1, intermediate_size: 1, num_hidden_layers: 1 }))).toEqual([]);
    expect(only(CODE, small({ hidden_size: -64 }), { runtimes: ["vllm"] }).severity).toBe("info");
  });
});
