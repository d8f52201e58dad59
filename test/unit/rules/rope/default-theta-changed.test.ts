import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, json, marked, only, small } from "../support/configs.ts";

const CODE = "rope/default-theta-changed";

describe(CODE, () => {
  it("offers both defaults", () => {
    const text = small({ model_type: "falcon_h1", rope_theta: undefined });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/model_type" });
    expect(marked(text, finding)).toBe('"falcon_h1"');
    expect(finding.message).toBe(
      "The file has no rope_theta, and falcon_h1's default changed: transformers 4.57 computes with 100000, 5.24 with 10000. Write the one that the model was trained with.",
    );
    expect(fixedBy('Add "rope_theta": 100000', finding, text)).toBe(
      json({
        model_type: "falcon_h1",
        hidden_size: 2048,
        num_attention_heads: 16,
        num_hidden_layers: 24,
        max_position_embeddings: 16384,
        rope_theta: 100000,
      }),
    );
  });

  it("leaves files with a base and types whose default stayed alone", () => {
    expect(findingsOf(CODE, small({ model_type: "falcon_h1" }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        small({
          model_type: "cohere",
          rope_theta: undefined,
          rope_parameters: { rope_type: "default", rope_theta: 10000 },
        }),
      ),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ rope_theta: undefined }))).toEqual([]);
  });

  it("leaves it to others to speak of a base that is misspelt or under another name", () => {
    const cohere = { model_type: "cohere", rope_theta: undefined };
    expect(findingsOf(CODE, small({ ...cohere, rope_thet: 10000 }))).toEqual([]);
    expect(findingsOf(CODE, small({ ...cohere, base: 10000 }))).toEqual([]);
    expect(findingsOf(CODE, small({ ...cohere, rope_parameter: { rope_type: "default" } }))).toEqual([]);
  });

  it("stands at the part of a multimodal model whose type nobody names", () => {
    const part = { hidden_size: 2048, num_attention_heads: 16, num_hidden_layers: 24, max_position_embeddings: 16384 };
    const finding = only(CODE, json({ model_type: "qwen3_vl", text_config: part }));
    expect(finding.jsonPointer).toBe("/text_config");
    expect(finding.message).toContain(
      "qwen3_vl_text's default changed: transformers 4.57 computes with 5000000, 5.24 with 500000.",
    );
    expect(finding.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ['Add "rope_theta": 5000000', false],
      ['Add "rope_theta": 500000', false],
    ]);
  });

  it("leaves code of the model's own alone", () => {
    expect(
      findingsOf(CODE, small({ model_type: "cohere", rope_theta: undefined, auto_map: { AutoConfig: "x.Y" } })),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "cohere", rope_theta: undefined }))).toHaveLength(1);
  });
});
