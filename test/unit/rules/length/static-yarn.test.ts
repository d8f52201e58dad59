import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, qwen, small, yarn } from "../support/configs.ts";

const CODE = "length/static-yarn";

describe(CODE, () => {
  it("names the pretrained length that changes too", () => {
    const text = qwen({
      max_position_embeddings: 131072,
      rope_scaling: yarn({ original_max_position_embeddings: 32768 }),
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "hint", jsonPointer: "/rope_scaling" });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "yarn x4 is applied to every input, also to those within the pretrained 32768 tokens, which Qwen's model cards say may get worse: keep the block only for long inputs.",
    );
  });

  it("leaves models alone that were trained with the block", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
    expect(findingsOf(CODE, qwen())).toEqual([]);
  });

  it("leaves a factor of 1 alone", () => {
    const block = yarn({ factor: 1, original_max_position_embeddings: 32768 });
    expect(findingsOf(CODE, qwen({ rope_scaling: block }))).toEqual([]);
  });

  it("knows the pretrained length of a published checkpoint", () => {
    const shape = { hidden_size: 3584, intermediate_size: 18944, num_hidden_layers: 28, num_attention_heads: 28 };
    const qwen7b = { ...shape, num_key_value_heads: 4, vocab_size: 152064, rms_norm_eps: 1e-6 };
    const finding = only(CODE, qwen({ ...qwen7b, rope_scaling: { rope_type: "yarn", factor: 4 } }));
    expect(finding.message).toContain("within the pretrained 32768 tokens");
  });
});
