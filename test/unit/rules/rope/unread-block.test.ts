import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, json, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/unread-block";

describe(CODE, () => {
  it("says what Gemma 3 wants", () => {
    const text = gemma({ rope_parameters: { rope_type: "linear", factor: 8, rope_theta: 1000000 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_parameters", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_parameters"');
    expect(finding.message).toBe(
      'gemma3_text does not read a flat rope_parameters: transformers 5 ignores it, its rope_theta included. It wants one block per layer type in rope_parameters: "sliding_attention" and "full_attention".',
    );
    expect(JSON.parse(fixedBy("Write it as rope_scaling (transformers 4 spelling)", finding, text))).toEqual(
      JSON.parse(gemma({ rope_theta: 1000000, rope_scaling: { rope_type: "linear", factor: 8 } })),
    );
  });

  it("says what Gemma 4 raises", () => {
    const text = json({
      model_type: "gemma4_text",
      hidden_size: 1024,
      num_attention_heads: 8,
      num_hidden_layers: 6,
      head_dim: 128,
      global_head_dim: 256,
      max_position_embeddings: 131072,
      rope_parameters: { rope_type: "linear", factor: 4, rope_theta: 1000000 },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_parameters", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_parameters"');
    expect(finding.message).toBe(
      'transformers 5.24 raises KeyError \'full_attention\' for a flat rope_parameters in gemma4_text. It wants one block per layer type in rope_parameters: "sliding_attention" and "full_attention".',
    );
  });

  it("says that GPT-J reads no block", () => {
    const text = json({
      model_type: "gptj",
      n_embd: 4096,
      n_head: 16,
      n_layer: 28,
      rotary_dim: 64,
      rope_scaling: { rope_type: "linear", factor: 4 },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "gptj computes its frequencies without any block: transformers ignores rope_scaling, and nothing is scaled.",
    );
    expect(finding.fixes).toEqual([]);
  });

  it("leaves blocks alone that are read", () => {
    expect(findingsOf(CODE, gemma({ rope_scaling: { rope_type: "linear", factor: 8 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_parameters: yarn() }))).toEqual([]);
  });

  it("is said of a plain block only where its base is lost, and not of empty ones", () => {
    const shape = {
      model_type: "gemma4_text",
      hidden_size: 1024,
      num_attention_heads: 8,
      num_hidden_layers: 6,
      head_dim: 128,
    };
    const plain = { rope_type: "default", rope_theta: 1000000 };
    expect(findingsOf(CODE, gemma({ rope_parameters: plain }))).toHaveLength(1);
    expect(findingsOf(CODE, gemma({ rope_parameters: { rope_type: "default" } }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ rope_parameters: {} }))).toEqual([]);
    expect(only(CODE, json({ ...shape, rope_parameters: plain })).message).toContain(
      "raises KeyError 'full_attention'",
    );
  });

  it("is information for those who serve with neither, or with a transformers that reads none, and fixed for transformers alone", () => {
    const text = gemma({ rope_parameters: { rope_type: "linear", factor: 8, rope_theta: 1000000 } });
    expect(only(CODE, text, { runtimes: ["vllm"] })).toMatchObject({ severity: "info", fixes: [] });
    expect(only(CODE, text, { runtimes: ["transformers@4.57.6"] }).severity).toBe("info");
    expect(only(CODE, text, { runtimes: ["vllm", "transformers"] }).fixes).toHaveLength(1);
  });

  it("leaves code of the model's own, blocks that are not read and other senses alone", () => {
    const linear = { rope_type: "linear", factor: 8 };
    expect(findingsOf(CODE, gemma({ rope_parameters: linear, auto_map: { AutoConfig: "x.Y" } }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ rope_scaling: linear, rope_parameters: linear }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        json({ model_type: "dinov3_vit", hidden_size: 64, num_attention_heads: 4, rope_scaling: linear }),
      ),
    ).toEqual([]);
  });
});
