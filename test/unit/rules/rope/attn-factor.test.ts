import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/attn-factor";

describe(CODE, () => {
  it("computes both readings and offers both", () => {
    const text = small({ rope_scaling: yarn({ attn_factor: 0.8782488562869419 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/attn_factor",
      runtimes: ["transformers", "vllm"],
    });
    expect(marked(text, finding)).toBe('"attn_factor"');
    expect(finding.message).toBe(
      'transformers and vLLM since 0.30 ignore "attn_factor": the attention factor stays 1.13863. vLLM up to 0.29 and SGLang multiply with it and come to 1.',
    );
    expect(fixedBy('As a multiplier: "attention_factor": 1', finding, text)).toBe(
      small({
        rope_scaling: { rope_type: "yarn", factor: 4, attention_factor: 1, original_max_position_embeddings: 4096 },
      }),
    );
    expect(fixedBy('As the final factor: "attention_factor": 0.878249', finding, text)).toBe(
      small({
        rope_scaling: {
          rope_type: "yarn",
          factor: 4,
          attention_factor: 0.8782488562869419,
          original_max_position_embeddings: 4096,
        },
      }),
    );
  });

  it("is information for 1, which multiplies nothing", () => {
    const text = small({ rope_scaling: yarn({ attn_factor: 1 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/rope_scaling/attn_factor",
      runtimes: ["transformers", "vllm"],
    });
    expect(marked(text, finding)).toBe('"attn_factor"');
    expect(finding.message).toBe(
      'transformers and vLLM since 0.30 ignore "attn_factor": the attention factor stays 1.13863. vLLM up to 0.29 and SGLang multiply with it and come to 1.13863.',
    );
  });

  it("leaves the key that transformers reads alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ attention_factor: 1.2 }) }))).toEqual([]);
  });

  it("offers nothing where the block has the attention factor already", () => {
    const finding = only(CODE, small({ rope_scaling: yarn({ attn_factor: 0.5, attention_factor: 1.2 }) }));
    expect(finding.message).toContain(
      "the attention factor stays 1.2. vLLM up to 0.29 and SGLang multiply with it and come to 0.569315.",
    );
    expect(finding.fixes).toEqual([]);
  });

  it("computes with the pair of mscales what transformers keeps", () => {
    const finding = only(CODE, small({ rope_scaling: yarn({ attn_factor: 1, mscale: 1, mscale_all_dim: 1 }) }));
    expect(finding).toMatchObject({ severity: "warning" });
    expect(finding.message).toContain(
      "the attention factor stays 1. vLLM up to 0.29 and SGLang multiply with it and come to 1.13863.",
    );
  });

  it("offers one fix where both readings are the same, and never as the one right answer", () => {
    const finding = only(
      CODE,
      small({ max_position_embeddings: 4096, rope_scaling: yarn({ factor: 1, attn_factor: 2 }) }),
    );
    expect(finding.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ['As a multiplier: "attention_factor": 2', false],
    ]);
    const two = only(CODE, small({ rope_scaling: yarn({ attn_factor: 2 }) }));
    expect(two.fixes.map(({ preferred }) => preferred)).toEqual([false, false]);
  });

  it("is information for releases that multiply with it, and nothing beside a broken factor", () => {
    const text = small({ rope_scaling: yarn({ attn_factor: 2 }) });
    expect(only(CODE, text, { runtimes: ["vllm@0.28.0"] }).severity).toBe("info");
    expect(only(CODE, text, { runtimes: ["vllm@0.33.0"] }).severity).toBe("warning");
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ factor: 0, attn_factor: 2 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ attn_factor: null }) }))).toEqual([]);
  });
});
