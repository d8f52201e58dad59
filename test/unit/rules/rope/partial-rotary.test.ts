import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/partial-rotary";

describe(CODE, () => {
  it("says how many pairs turn where", () => {
    const text = small({ partial_rotary_factor: 0.5 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/partial_rotary_factor",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"partial_rotary_factor"');
    expect(finding.message).toBe(
      'llama ignores "partial_rotary_factor" in transformers 5, which rotates 64 pairs; vLLM and SGLang rotate 32, and transformers 4 raises at the first attention.',
    );
    expect(fixedBy("Remove partial_rotary_factor", finding, text)).toBe(small());
  });

  it("is an error with a scaled RoPE", () => {
    const text = small({ partial_rotary_factor: 0.5, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/partial_rotary_factor",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"partial_rotary_factor"');
    expect(finding.message).toBe(
      "llama cannot rotate a part of the head: with a scaled RoPE transformers makes 32 pairs for a head of 128, and the first attention raises RuntimeError.",
    );
  });

  it("is an error also where the block's own values are broken for a part of the head", () => {
    const list = Array.from({ length: 64 }, () => 1.5);
    const block = { rope_type: "longrope", factor: 4, original_max_position_embeddings: 4096 };
    const text = small({
      partial_rotary_factor: 0.5,
      rope_scaling: { ...block, short_factor: list, long_factor: list },
    });
    expect(only(CODE, text).severity).toBe("error");
  });

  it("is an error in vLLM, which rotates a part", () => {
    const text = small({ partial_rotary_factor: 0.5 });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/partial_rotary_factor",
      runtimes: ["transformers", "vllm@0.33.0", "sglang"],
    });
    expect(marked(text, finding)).toBe('"partial_rotary_factor"');
    expect(finding.message).toBe(
      'llama ignores "partial_rotary_factor" in transformers 5, which rotates 64 pairs; vLLM and SGLang rotate 32, and transformers 4 raises at the first attention.',
    );
  });

  it("leaves 1, types that read it, and unknown types alone", () => {
    expect(findingsOf(CODE, small({ partial_rotary_factor: 1 }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "phi", partial_rotary_factor: 0.5 }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "glm4", partial_rotary_factor: 0.5 }))).toEqual([]);
    const neox = { model_type: "gpt_neox", partial_rotary_factor: 0.25 };
    expect(findingsOf(CODE, small(neox))).toEqual([]);
    expect(findingsOf(CODE, small({ ...neox, rope_scaling: yarn() }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mymodel", partial_rotary_factor: 0.5 }))).toEqual([]);
  });

  it("says who rotates a part by the share in a block", () => {
    const block = { rope_type: "default", rope_theta: 500000, partial_rotary_factor: 0.5 };
    const finding = only(CODE, small({ rope_theta: undefined, rope_parameters: block }));
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_parameters/partial_rotary_factor",
      runtimes: ["transformers", "vllm"],
    });
    expect(finding.message).toMatch(/ which rotates 64 pairs; vLLM rotates 32\.$/);
    const sglang = only(CODE, small({ rope_theta: undefined, rope_parameters: block }), { runtimes: ["sglang"] });
    expect(sglang.severity).toBe("info");
  });

  it("does not say that transformers 4 raises for a type that rotates a part by itself", () => {
    const finding = only(CODE, small({ model_type: "bamba", partial_rotary_factor: 0.25 }));
    expect(finding.runtimes).toEqual(["transformers", "vllm", "sglang"]);
    expect(finding.message).toMatch(/ which rotates 32 pairs; vLLM and SGLang rotate 16\.$/);
    expect(findingsOf(CODE, small({ model_type: "bamba", partial_rotary_factor: 0.5 }))).toEqual([]);
    const older = { runtimes: ["transformers@4.57.6"] };
    expect(only(CODE, small({ model_type: "bamba", partial_rotary_factor: 0.25 }), older).severity).toBe("info");
    expect(only(CODE, small({ partial_rotary_factor: 0.5 }), older).severity).toBe("error");
  });

  it("offers a choice, and leaves code of the model's own, blocks per layer type and vLLM's older releases alone", () => {
    expect(only(CODE, small({ partial_rotary_factor: 0.5 })).fixes.map(({ preferred }) => preferred)).toEqual([false]);
    expect(findingsOf(CODE, small({ partial_rotary_factor: 0.5, auto_map: { AutoConfig: "x.Y" } }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ partial_rotary_factor: 0.5 }))).toEqual([]);
    const older = only(CODE, small({ partial_rotary_factor: 0.5 }), { runtimes: ["vllm@0.6.6"] });
    expect(older).toMatchObject({ severity: "info", runtimes: ["transformers", "vllm", "sglang"] });
  });
});
