import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, json, marked, only, small } from "../support/configs.ts";

const CODE = "rope/ignored-theta";

describe(CODE, () => {
  it("names the key that the type reads", () => {
    const text = json({
      model_type: "gpt_neox",
      hidden_size: 1024,
      num_attention_heads: 16,
      num_hidden_layers: 24,
      rope_theta: 1000000,
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_theta"');
    expect(finding.message).toBe(
      'gpt_neox does not read "rope_theta": 1000000 has no effect, and transformers computes with 10000. It reads "rotary_emb_base".',
    );
    expect(fixedBy("Rename to rotary_emb_base", finding, text)).toBe(
      json({
        model_type: "gpt_neox",
        hidden_size: 1024,
        num_attention_heads: 16,
        num_hidden_layers: 24,
        rope_theta: 1000000,
      }).replace("rope_theta", "rotary_emb_base"),
    );
  });

  it("finds names that no type reads", () => {
    const text = small({ rope_theta: undefined, base: 1000000 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/base", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"base"');
    expect(finding.message).toBe(
      'llama does not read "base": 1000000 has no effect, and transformers computes with 10000. It reads "rope_theta".',
    );
    expect(fixedBy("Rename to rope_theta", finding, text)).toBe(
      small({ rope_theta: undefined, base: 1000000 }).replace('"base"', '"rope_theta"'),
    );
  });

  it("leaves values alone that are computed with anyway, and models of unknown types", () => {
    expect(findingsOf(CODE, small({ rope_theta: 10000, base: 10000 }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mymodel", base: 1000000 }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        json({
          model_type: "gpt_neox",
          hidden_size: 1024,
          num_attention_heads: 16,
          num_hidden_layers: 24,
          rotary_emb_base: 1000000,
        }),
      ),
    ).toEqual([]);
  });
});
