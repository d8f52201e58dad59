import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only, qwen, small, yarn } from "../support/configs.ts";

const CODE = "rope/layer-type-blocks";

describe(CODE, () => {
  it("says what runs on a model with one RoPE", () => {
    const text = small({ rope_theta: undefined, rope_parameters: { full_attention: yarn({ rope_theta: 1000000 }) } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_parameters",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_parameters"');
    expect(finding.message).toBe(
      'llama has one RoPE for all layers, and no block under "full_attention": transformers 5 runs "default" with theta 10000 and ignores what stands there; vLLM and SGLang raise TypeError.',
    );
  });

  it("takes the theta beside the block, and knows which model types raise", () => {
    const rope_parameters = { full_attention: yarn({ rope_theta: 1000000 }) };
    expect(only(CODE, small({ rope_parameters })).message).toMatch(/runs "default" with theta 500000 and/);
    expect(only(CODE, qwen({ rope_parameters })).message).toMatch(/: transformers 5 raises KeyError; vLLM/);
  });

  it("names the layer type that was meant", () => {
    const text = gemma({
      rope_parameters: {
        full_attn: { rope_type: "linear", factor: 8, rope_theta: 1000000 },
        sliding_attention: { rope_type: "default", rope_theta: 10000 },
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_parameters/full_attn",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"full_attn"');
    expect(finding.message).toBe(
      'The model has no layers of type "full_attn" (it has "sliding_attention" and "full_attention"): transformers 5 ignores the block and those layers run without scaling, with theta 1000000.',
    );
  });

  it("renames a misspelt layer type", () => {
    const text = gemma({
      rope_parameters: {
        full_attention: { rope_type: "default", rope_theta: 1000000 },
        sliding_atention: { rope_type: "default", rope_theta: 10000 },
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_parameters/sliding_atention",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"sliding_atention"');
    expect(finding.message).toBe(
      'The model has no layers of type "sliding_atention" (it has "sliding_attention" and "full_attention"): transformers 5 ignores the block and those layers run without scaling, with theta 1000000.',
    );
    expect(fixedBy("Rename to sliding_attention", finding, text)).toBe(
      gemma({
        rope_parameters: {
          full_attention: { rope_type: "default", rope_theta: 1000000 },
          sliding_attention: { rope_type: "default", rope_theta: 10000 },
        },
      }),
    );
  });

  it("leaves blocks of the model's own layer types and models of unknown types alone", () => {
    expect(
      findingsOf(
        CODE,
        gemma({
          rope_parameters: {
            full_attention: { rope_type: "default", rope_theta: 1000000 },
            sliding_attention: { rope_type: "default", rope_theta: 10000 },
          },
        }),
      ),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mymodel", rope_parameters: { full_attention: yarn() } }))).toEqual([]);
  });
});
