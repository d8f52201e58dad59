import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, llama, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "length/factor-mismatch";

describe(CODE, () => {
  it("counts the positions beyond what is scaled for", () => {
    const text = small({ rope_scaling: yarn({ factor: 2 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("2.0");
    expect(finding.message).toBe(
      "The factor 2 takes the pretrained 4096 tokens to 8192, but max_position_embeddings claims 16384: the last 8192 positions lie beyond what is scaled for. transformers 4.51 to 4.55 took 4 as the factor instead.",
    );
    expect(fixedBy("Set the factor to 4.0", finding, text)).toBe(small({ rope_scaling: yarn() }));
    expect(fixedBy("Set the window to 8192", finding, text)).toBe(
      small({ max_position_embeddings: 8192, rope_scaling: yarn({ factor: 2 }) }),
    );
  });

  it.each([
    [16384, false],
    [16384 * 1.009, false],
    [16384 * 1.011, true],
    [16384 * 0.991, false],
    [16384 * 0.989, true],
  ])("lets authors round: a window of %d beside yarn x4 of 4096", (window, found) => {
    const text = small({ max_position_embeddings: Math.round(window), rope_scaling: yarn() });
    expect(findingsOf(CODE, text)).toHaveLength(found ? 1 : 0);
  });

  it("says that the factor is more than the window needs", () => {
    const text = small({ rope_scaling: yarn({ factor: 8 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("8.0");
    expect(finding.message).toBe(
      "The factor 8 takes the pretrained 4096 tokens to 32768, but max_position_embeddings claims 16384: pairs are divided by more than the window needs, 4. transformers 4.51 to 4.55 took 4 as the factor instead.",
    );
  });

  it("knows the pretrained length of a checkpoint for linear", () => {
    const text = llama({ max_position_embeddings: 32768, rope_scaling: { rope_type: "linear", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("4.0");
    expect(finding.message).toBe(
      "The factor 4 takes the pretrained 4096 tokens to 16384, but max_position_embeddings claims 32768: the last 16384 positions lie beyond what is scaled for.",
    );
  });

  it("leaves matching lengths, rounded ones and linear without a known length alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
    expect(findingsOf(CODE, small({ max_position_embeddings: 16400, rope_scaling: yarn() }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 2 } }))).toEqual([]);
  });

  it.each([
    ["yarn", 1, 16384, 1],
    ["yarn", 0.5, 16384, 0],
    ["yarn", 4, 6144, 0],
    ["yarn", 4, 6145, 1],
    ["linear", 8, 16384, 0],
    ["linear", 1, 16384, 1],
  ])("takes %s x%d to a window of %d", (type, factor, window, found) => {
    const block = { rope_type: type, factor };
    const text = small({
      max_position_embeddings: window,
      original_max_position_embeddings: 4096,
      rope_scaling: block,
    });
    expect(findingsOf(CODE, text)).toHaveLength(found);
  });

  it("takes for yarn what transformers computes with, not what is known of a checkpoint", () => {
    const text = llama({ max_position_embeddings: 16384, rope_scaling: { rope_type: "yarn", factor: 2 } });
    expect(findingsOf(CODE, text)).toEqual([]);
  });

  it("offers both repairs as a choice, none of them the one right answer", () => {
    const text = llama({ max_position_embeddings: 32768, rope_scaling: { rope_type: "linear", factor: 4 } });
    expect(only(CODE, text).fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ["Set the factor to 8.0", false],
      ["Set the window to 16384", false],
    ]);
  });

  it("leaves a factor alone that the model was pretrained with, as in Gemma 3", () => {
    const shape = { hidden_size: 2560, intermediate_size: 10240, num_hidden_layers: 34, num_attention_heads: 8 };
    const gemma4b = { ...shape, num_key_value_heads: 4, vocab_size: 262208, rms_norm_eps: 1e-6, rope_theta: 1000000 };
    const block = { rope_type: "linear", factor: 8 };
    expect(findingsOf(CODE, gemma({ ...gemma4b, max_position_embeddings: 2097152, rope_scaling: block }))).toEqual([]);
  });
});
