import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/read-config.ts";
import { applyEdits } from "../../../../src/config/text-edit.ts";
import { diagnose } from "../../../../src/rules/index.ts";
import { findingsOf, json, llama, small } from "../support/configs.ts";

const CODE = "length/unscaled-extension";

describe("length/unscaled-extension", () => {
  it("marks the window that was typed over and says which angles are new", () => {
    const text = llama({ max_position_embeddings: 16384 });
    const [finding, ...more] = findingsOf(CODE, text);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/max_position_embeddings", length: 5 });
    expect(text.slice(finding?.offset, (finding?.offset ?? 0) + 5)).toBe("16384");
    // A pair is open when 2 pi 10000^(2i/128) > 4096, that is from i = 46 of 64 on.
    expect(finding?.message).toBe(
      "The window of 16384 is 4 times the pretrained 4096 (known checkpoint LLaMA-2-7B) with no RoPE scaling: " +
        "from position 4096 on, 18 of the 64 frequency pairs reach rotary angles that pretraining never visited.",
    );
  });

  it("offers the pretrained window, but not as the only answer", () => {
    const text = llama({ max_position_embeddings: 16384 });
    const fix = findingsOf(CODE, text)[0]?.fixes[0];
    expect(fix).toMatchObject({ title: "Set the window back to 4096", preferred: false });
    expect(applyEdits(text, fix?.edits ?? [])).toBe(llama());
  });

  it("leaves the pretrained window and a scaled one alone", () => {
    expect(findingsOf(CODE, llama())).toEqual([]);
    const block = { rope_type: "yarn", factor: 4.0, original_max_position_embeddings: 4096 };
    expect(findingsOf(CODE, llama({ max_position_embeddings: 16384, rope_scaling: block }))).toEqual([]);
  });

  it("leaves a theta alone that may be the scaling", () => {
    const stated = { max_position_embeddings: 16384, original_max_position_embeddings: 4096, vocab_size: 32123 };
    expect(findingsOf(CODE, llama(stated))).toHaveLength(1);
    expect(findingsOf(CODE, llama({ ...stated, rope_theta: 48550.3 }))).toEqual([]);
  });

  it("leaves models alone that scale one of several RoPEs, and types whose code nobody knows", () => {
    const yarn = { type: "yarn", factor: 16, original_max_position_embeddings: 65536 };
    const shape = {
      hidden_size: 4096,
      num_attention_heads: 64,
      num_hidden_layers: 43,
      max_position_embeddings: 1048576,
    };
    const v4 = { model_type: "deepseek_v4", rope_theta: 10000, compress_rope_theta: 160000, rope_scaling: yarn };
    expect(findingsOf(CODE, json({ ...v4, ...shape }))).toEqual([]);
    const own = { original_max_position_embeddings: 4096, rope_scaling_short_factor: [1], rope_theta: 10000 };
    expect(findingsOf(CODE, json({ model_type: "newmodel", ...own, ...shape }))).toEqual([]);
    expect(
      findingsOf(CODE, llama({ model_type: "newmodel", architectures: undefined, max_position_embeddings: 16384 })),
    ).toEqual([]);
  });

  it("leaves a model alone whose pretrained window nobody knows", () => {
    expect(findingsOf(CODE, llama({ max_position_embeddings: 16384, vocab_size: 32123 }))).toEqual([]);
  });

  it("says so where every pair turned in pretraining", () => {
    const message = (theta: number) =>
      diagnose(readConfig(small({ rope_theta: theta }), { pretrainedLength: 4096 })).map((finding) => finding.message);
    expect(message(100)).toEqual([
      "The window of 16384 is 4 times the pretrained 4096 (your setting) with no RoPE scaling: " +
        "from position 4096 on, all 64 frequency pairs meet distances between tokens that pretraining never had.",
    ]);
    expect(message(500000)[0]).toContain("32 of the 64 frequency pairs reach rotary angles");
  });

  it("leaves it to others where a block that scales nothing, or a broken key, is the cause", () => {
    const window = { max_position_embeddings: 16384 };
    const block = { rope_type: "default", factor: 4 };
    expect(findingsOf(CODE, llama({ ...window, rope_scaling: block }))).toEqual([]);
    expect(findingsOf(CODE, llama({ ...window, rope_scaling: { rope_type: "default" } }))).toHaveLength(1);
    expect(findingsOf(CODE, llama({ ...window, sliding_window: "4096" }))).toEqual([]);
  });

  it("leaves layers alone that slide over less than the pretrained window", () => {
    const mistral = { model_type: "mistral", original_max_position_embeddings: 8192, rope_theta: undefined };
    expect(findingsOf(CODE, small({ ...mistral, sliding_window: 8192 }))).toEqual([]);
    expect(findingsOf(CODE, small({ ...mistral, sliding_window: 8193 }))).toHaveLength(1);
    expect(findingsOf(CODE, small({ ...mistral, sliding_window: null }))).toHaveLength(1);
  });

  it("leaves multimodal relatives alone that share the shape of a text checkpoint", () => {
    const block = { rope_type: "default", mrope_section: [16, 24, 24] };
    expect(findingsOf(CODE, llama({ max_position_embeddings: 16384, rope_scaling: block }))).toEqual([]);
    const stated = { max_position_embeddings: 16384, original_max_position_embeddings: 4096, vocab_size: 32123 };
    expect(findingsOf(CODE, llama({ ...stated, rope_scaling: block }))).toHaveLength(1);
  });
});
