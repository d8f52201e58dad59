import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "files/generation-length";
const beside = (generation: object | string) => ({
  siblings: { "generation_config.json": typeof generation === "string" ? generation : JSON.stringify(generation) },
});

describe(CODE, () => {
  it("says where generation stops below an extended window", () => {
    const text = small({ rope_scaling: yarn() });
    const finding = only(CODE, text, beside({ max_length: 4096 }));
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/max_position_embeddings" });
    expect(marked(text, finding)).toBe("16384");
    expect(finding.message).toBe(
      "generation_config.json says max_length 4096: generate() of transformers stops there, the prompt counted in, and refuses a longer prompt. The window is 16384.",
    );
  });

  it("leaves limits alone that were not left over from the pretrained window", () => {
    const text = small({ rope_scaling: yarn() });
    for (const generation of [{ max_length: 2048 }, { max_length: 16384 }, { temperature: 0.6 }, "{"]) {
      expect(findingsOf(CODE, text, beside(generation))).toEqual([]);
    }
    expect(findingsOf(CODE, small(), beside({ max_length: 4096 }))).toEqual([]);
  });

  it("leaves max_length alone where max_new_tokens goes before it", () => {
    const generation = { max_length: 4096, max_new_tokens: 512 };
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }), beside(generation))).toEqual([]);
  });

  it("leaves files without RoPE or window alone", () => {
    const without = small({ max_position_embeddings: undefined, rope_scaling: { rope_type: "linear", factor: 4 } });
    expect(findingsOf(CODE, without, beside({ max_length: 4096 }))).toEqual([]);
    expect(findingsOf(CODE, '{"model_type": "gpt2", "n_positions": 1024}', beside({ max_length: 512 }))).toEqual([]);
  });
});
