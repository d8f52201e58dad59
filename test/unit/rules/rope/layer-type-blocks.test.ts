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

  it("finds a block that was put into itself, of types that nobody knows too", () => {
    const inner = { rope_type: "linear", factor: 4 };
    const finding = only(CODE, small({ model_type: "mymodel", rope_scaling: { rope_scaling: inner } }));
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/rope_scaling",
      runtimes: ["transformers"],
    });
    expect(finding.message).toBe(
      'rope_scaling holds another block under "rope_scaling": no framework looks for one there, and nothing is scaled.',
    );
    const own = { auto_map: { AutoConfig: "x.Y" }, rope_theta: undefined };
    expect(only(CODE, small({ ...own, rope_parameters: { rope_parameters: inner } })).jsonPointer).toBe(
      "/rope_parameters/rope_parameters",
    );
    expect(only(CODE, small({ rope_scaling: { rope_scaling: inner } })).jsonPointer).toBe("/rope_scaling");
    expect(findingsOf(CODE, small({ ...own, rope_parameters: { full_attention: yarn() } }))).toEqual([]);
  });

  it("knows the layer types that the file itself names, and warns where its own code reads the blocks", () => {
    const sliding_attention = { rope_type: "default", rope_theta: 10000 };
    const other = { rope_type: "default", rope_theta: 1000000 };
    const layer_types = [...Array(11).fill("chunked_attention"), 7];
    const named = { layer_types, rope_parameters: { chunked_attention: other, sliding_attention } };
    expect(findingsOf(CODE, gemma(named))).toEqual([]);
    const misspelt = { rope_parameters: { full_atention: other, sliding_attention } };
    const finding = only(CODE, gemma({ ...misspelt, auto_map: { AutoConfig: "x.Y" } }));
    expect(finding.severity).toBe("warning");
    expect(finding.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ["Rename to full_attention", true],
    ]);
    expect(only(CODE, gemma(misspelt), { runtimes: ["tgi"] }).severity).toBe("info");
  });

  it("has no name to offer for one that is like no other, and says whose blocks nothing reads", () => {
    const other = { rope_type: "default", rope_theta: 1000000 };
    expect(only(CODE, gemma({ rope_parameters: { quantum: other, full_attention: other } })).fixes).toEqual([]);
    expect(
      findingsOf(
        CODE,
        gemma({ rope_scaling: { rope_type: "linear", factor: 8 }, rope_parameters: { quantum: other } }),
      ),
    ).toEqual([]);
  });

  it("is an error of vLLM, and information for those who serve with neither", () => {
    const text = small({ rope_theta: undefined, rope_parameters: { full_attention: yarn({ rope_theta: 1000000 }) } });
    expect(only(CODE, text, { runtimes: ["vllm"] }).severity).toBe("error");
    expect(only(CODE, text, { runtimes: ["tgi"] }).severity).toBe("info");
  });

  it.each([
    ["transformers@4.57.6", "info"],
    ["transformers@5.0.0", "error"],
    ["vllm@0.11.0", "info"],
    ["vllm@0.12.0", "error"],
    ["sglang@0.4.10.post2", "info"],
    ["sglang", "error"],
  ])("knows what %s makes of blocks that the model has no layers for", (runtime, severity) => {
    const rope_parameters = { full_atention: { rope_type: "default", rope_theta: 1000000 } };
    expect(only(CODE, small({ rope_theta: undefined, rope_parameters }), { runtimes: [runtime] }).severity).toBe(
      severity,
    );
    expect(only(CODE, gemma({ rope_parameters }), { runtimes: [runtime] }).severity).toBe(severity);
  });
});
