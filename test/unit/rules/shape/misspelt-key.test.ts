import { describe, expect, it } from "vitest";
import { findings, findingsOf, fixedBy, marked, only, qwen, small } from "../support/configs.ts";

const CODE = "shape/misspelt-key";

describe(CODE, () => {
  it("says which default is used instead", () => {
    const text = small({ max_position_embeddings: undefined, max_positions_embeddings: 16384 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/max_positions_embeddings" });
    expect(marked(text, finding)).toBe('"max_positions_embeddings"');
    expect(finding.message).toBe(
      '"max_positions_embeddings" is a key that no framework reads. Did you mean "max_position_embeddings"? As it stands, the model type\'s default is used, 2048.',
    );
    expect(fixedBy("Rename to max_position_embeddings", finding, text)).toBe(
      small({ max_position_embeddings: undefined, max_positions_embeddings: 16384 }).replace(
        "max_positions_embeddings",
        "max_position_embeddings",
      ),
    );
  });

  it("sees through camel case", () => {
    const text = small({ hidden_size: undefined, hiddenSize: 2048 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/hiddenSize" });
    expect(marked(text, finding)).toBe('"hiddenSize"');
    expect(finding.message).toBe(
      '"hiddenSize" is a key that no framework reads. Did you mean "hidden_size"? As it stands, the model type\'s default is used, 4096.',
    );
  });

  it("leaves keys alone whose right spelling is there too, and keys with a word more", () => {
    expect(findingsOf(CODE, small({ hidden_sizes: [1, 2], hidden_sise: 3 }))).toEqual([]);
    expect(findingsOf(CODE, small({ head_dim: undefined, v_head_dim: 128 }))).toEqual([]);
  });

  it("says no default where none is known, and takes a type's own keys for it", () => {
    const unknown = only(
      CODE,
      small({ model_type: "mymodel", max_position_embeddings: undefined, max_position_embedding: 3 }),
    );
    expect(unknown.message).toMatch(/ As it stands, the model type's default is used\.$/);
    expect(unknown.fixes.map(({ preferred }) => preferred)).toEqual([true]);
    expect(only(CODE, small({ vocab_sise: 32 })).message).toMatch(/ the model type's default is used, 32000\.$/);
    expect(only(CODE, qwen({ use_slidng_window: true })).message).toMatch(/ the model type's default is used\.$/);
    expect(findingsOf(CODE, small({ use_slidng_window: true }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mymodel", use_slidng_window: true }))).toEqual([]);
  });

  it("takes keys of published models for a slip only where they hold a number", () => {
    expect(findingsOf(CODE, small({ layer_type: ["a"], head_dims: [64], num_heads: "x" }))).toEqual([]);
    expect(findingsOf(CODE, small({ layer_type: 4 }))).toHaveLength(1);
    expect(findingsOf(CODE, small({ head_dims: 128 }))).toHaveLength(1);
    expect(findingsOf(CODE, small({ model_type: "dinov3_vit", hiden_size: 64 }))).toEqual([]);
  });

  it("is the one finding about the key that was meant", () => {
    const text = small({ max_position_embeddings: undefined, max_position_embedding: 16384, n_positions: 1024 });
    expect(findings(text).map(({ code }) => code)).toContain(CODE);
    const heads = small({ num_attention_heads: undefined, num_atention_heads: 3 });
    expect(findings(heads).map(({ code }) => code)).toEqual([CODE]);
  });
});
