import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, json, marked, only, small } from "../support/configs.ts";

const CODE = "length/unread-length-key";

describe(CODE, () => {
  it("says which default is used", () => {
    const text = small({ max_position_embeddings: undefined, n_positions: 16384 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/n_positions", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"n_positions"');
    expect(finding.message).toBe(
      'llama does not read "n_positions": transformers takes the window from "max_position_embeddings" alone, by default 2048, instead of 16384.',
    );
    expect(fixedBy("Rename to max_position_embeddings", finding, text)).toBe(
      small({ max_position_embeddings: undefined, n_positions: 16384 }).replace(
        "n_positions",
        "max_position_embeddings",
      ),
    );
  });

  it("is information where the default is the same, as in the first LLaMAs", () => {
    const finding = only(CODE, small({ max_position_embeddings: undefined, max_sequence_length: 2048 }));
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/max_sequence_length" });
    expect(finding.message).toBe(
      'llama does not read "max_sequence_length": transformers takes the window from "max_position_embeddings" alone, by default 2048, which happens to be the same.',
    );
  });

  it("leaves files alone that have the key, and types that read the other", () => {
    expect(findingsOf(CODE, small({ n_positions: 1024 }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        json({ model_type: "gptj", n_embd: 4096, n_head: 16, n_layer: 28, rotary_dim: 64, n_positions: 2048 }),
      ),
    ).toEqual([]);
  });

  it("looks for the first key that holds a number", () => {
    const finding = only(CODE, small({ max_position_embeddings: undefined, n_positions: null, n_ctx: 8192 }));
    expect(finding.jsonPointer).toBe("/n_ctx");
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });

  it("is information for those who serve with another framework", () => {
    const text = small({ max_position_embeddings: undefined, n_positions: 16384 });
    expect(only(CODE, text, { runtimes: ["vllm"] })).toMatchObject({ severity: "info", runtimes: ["transformers"] });
  });

  it("leaves files without any such key, the tokenizer's limit and code of the model's own alone", () => {
    const absent = { max_position_embeddings: undefined };
    expect(findingsOf(CODE, small(absent))).toEqual([]);
    expect(findingsOf(CODE, small({ ...absent, model_max_length: 16384 }))).toEqual([]);
    expect(findingsOf(CODE, small({ ...absent, n_positions: 16384, auto_map: { AutoConfig: "x.Y" } }))).toEqual([]);
    expect(findingsOf(CODE, small({ ...absent, n_positions: 16384, model_type: "mymodel" }))).toEqual([]);
  });
});
