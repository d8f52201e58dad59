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

  it("offers no new name where the right key is there, or where none or several are read", () => {
    const neox = { model_type: "gpt_neox", hidden_size: 1024, num_attention_heads: 16, num_hidden_layers: 24 };
    expect(only(CODE, json({ ...neox, rope_theta: 1000000, rotary_emb_base: 20000 })).fixes).toEqual([]);
    const gptj = json({ model_type: "gptj", n_embd: 4096, n_head: 16, n_layer: 28, rotary_dim: 64, rope_theta: 20000 });
    expect(only(CODE, gptj)).toMatchObject({ fixes: [] });
    expect(only(CODE, gptj).message).toMatch(/ computes with 10000\. It reads the rope_theta in its block\.$/);
    const bert = { model_type: "modernbert", hidden_size: 768, num_attention_heads: 12, num_hidden_layers: 22 };
    const finding = only(CODE, json({ ...bert, rope_theta: 123456 }));
    expect(finding.message).toContain(
      'computes with 160000 and 10000. It reads "global_rope_theta" and "local_rope_theta".',
    );
    expect(finding.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ["Rename to global_rope_theta", false],
    ]);
    const one = only(CODE, small({ rope_theta: undefined, base: 1000000 }));
    expect(one.fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });

  it("takes ChatGLM's ratio for no base", () => {
    expect(only(CODE, small({ rope_theta: undefined, rope_ratio: 8 })).fixes).toEqual([]);
    expect(findingsOf(CODE, small({ rope_ratio: 1 }))).toEqual([]);
    expect(findingsOf(CODE, small({ base: 1 }))).toHaveLength(1);
  });

  it("leaves code of the model's own alone, and is information for those who serve with another framework", () => {
    expect(findingsOf(CODE, small({ base: 123, auto_map: { AutoConfig: "x.Y" } }))).toEqual([]);
    expect(only(CODE, small({ base: 123 }), { runtimes: ["vllm"] }).severity).toBe("info");
  });
});
