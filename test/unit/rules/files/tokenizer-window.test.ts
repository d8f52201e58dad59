import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "files/tokenizer-window";

describe(CODE, () => {
  it("says to how many tokens inputs are cut", () => {
    const text = small({ rope_scaling: yarn() });
    const finding = only(CODE, text, { siblings: { "tokenizer_config.json": '{"model_max_length": 4096}' } });
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/max_position_embeddings" });
    expect(marked(text, finding)).toBe("16384");
    expect(finding.message).toBe(
      "tokenizer_config.json says model_max_length 4096: with truncation on, inputs are cut to 4096 of these 16384 tokens without a word.",
    );
  });

  it("leaves windows alone that were not extended", () => {
    expect(findingsOf(CODE, small(), { siblings: { "tokenizer_config.json": '{"model_max_length": 4096}' } })).toEqual(
      [],
    );
  });

  it("leaves tokenizers without a limit, and broken files, alone", () => {
    expect(
      findingsOf(CODE, small({ rope_scaling: yarn() }), {
        siblings: { "tokenizer_config.json": '{"model_max_length": 1e30}' },
      }),
    ).toEqual([]);
  });

  it("leaves broken files alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }), { siblings: { "tokenizer_config.json": "{" } })).toEqual(
      [],
    );
  });

  it("leaves the extended window itself alone", () => {
    const limited = (limit: number) => ({ siblings: { "tokenizer_config.json": `{"model_max_length": ${limit}}` } });
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }), limited(16384))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }), limited(16383))).toHaveLength(1);
  });
});
