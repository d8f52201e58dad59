import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, llama, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/missing-original-length";

describe(CODE, () => {
  it("counts the pairs that are scaled otherwise than meant", () => {
    const text = small({ rope_scaling: { rope_type: "yarn", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The yarn block has no "original_max_position_embeddings": transformers 5 computes it with max_position_embeddings, 16384, as the pretrained length. If 16384 is the extended length, 4096 x 4, 24 of the 64 pairs are scaled otherwise than meant.',
    );
    expect(
      fixedBy('Add "original_max_position_embeddings": 4096 (max_position_embeddings / factor)', finding, text),
    ).toBe(small({ rope_scaling: yarn() }));
  });

  it("knows the window of a published checkpoint", () => {
    const text = llama({ max_position_embeddings: 16384, rope_scaling: { rope_type: "yarn", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The yarn block has no "original_max_position_embeddings": transformers 5 computes it with max_position_embeddings, 16384, as the pretrained length. If 16384 is the extended length, 4096 x 4, 34 of the 64 pairs are scaled otherwise than meant.',
    );
    expect(
      fixedBy('Add "original_max_position_embeddings": 4096 (the known checkpoint\'s window)', finding, text),
    ).toBe(llama({ max_position_embeddings: 16384, rope_scaling: yarn() }));
  });

  it("is an error for llama3 in transformers 4", () => {
    const text = small({
      max_position_embeddings: 131072,
      rope_scaling: { rope_type: "llama3", factor: 8, low_freq_factor: 1, high_freq_factor: 4 },
    });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers@4.57.6", "transformers"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The llama3 block has no "original_max_position_embeddings": transformers 5 computes it with max_position_embeddings, 131072, as the pretrained length, and transformers 4 raises KeyError. If 131072 is the extended length, 16384 x 8, 17 of the 64 pairs are scaled otherwise than meant.',
    );
  });

  it("says that longrope never changes lists", () => {
    const text = small({
      rope_scaling: { rope_type: "longrope", short_factor: Array(64).fill(1), long_factor: Array(64).fill(2) },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The longrope block has no "original_max_position_embeddings": transformers 5 computes it with max_position_embeddings, 16384, as the pretrained length. The long list is then used for no input within the window.',
    );
  });

  it("leaves blocks alone that have it, inside or beside", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        small({ original_max_position_embeddings: 4096, rope_scaling: { rope_type: "yarn", factor: 4 } }),
      ),
    ).toEqual([]);
  });

  it("says that a length beside blocks per layer type is not looked at, and copies it into the block", () => {
    const full_attention = { rope_type: "yarn", factor: 4, rope_theta: 1000000 };
    const sliding_attention = { rope_type: "default", rope_theta: 10000 };
    const text = gemma({
      original_max_position_embeddings: 8192,
      rope_parameters: { full_attention, sliding_attention },
    });
    const finding = only(CODE, text);
    expect(finding.jsonPointer).toBe("/rope_parameters/full_attention");
    expect(finding.message).toBe(
      'The yarn block has no "original_max_position_embeddings": transformers 5 computes it with max_position_embeddings, 32768, as the pretrained length, and does not look at the 8192 outside of the blocks per layer type. If 32768 is the extended length, 8192 x 4, 45 of the 128 pairs are scaled otherwise than meant.',
    );
    expect(finding.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ['Add "original_max_position_embeddings": 8192 (as beside the blocks)', true],
    ]);
  });

  it("offers both lengths that may be meant, as a choice, and none that is no integer", () => {
    const titles = (factor: number) =>
      only(CODE, small({ rope_scaling: { rope_type: "yarn", factor } })).fixes.map(({ title, preferred }) => [
        title,
        preferred,
      ]);
    const whole = ['Add "original_max_position_embeddings": 16384 (max_position_embeddings was not multiplied)', false];
    expect(titles(4)).toEqual([
      ['Add "original_max_position_embeddings": 4096 (max_position_embeddings / factor)', false],
      whole,
    ]);
    expect(titles(3)).toEqual([whole]);
  });

  it("computes with the limits of the block, and says which layout of a published model is meant", () => {
    const llama3 = { rope_type: "llama3", factor: 8 };
    const moved = (low: number, high: number) =>
      only(CODE, small({ rope_scaling: { ...llama3, low_freq_factor: low, high_freq_factor: high } })).message;
    expect(moved(1, 4)).toContain("If 16384 is the extended length, 2048 x 8, 17 of the 64 pairs");
    expect(moved(2, 32)).toContain("If 16384 is the extended length, 2048 x 8, 23 of the 64 pairs");
    expect(moved(1, 4)).not.toBe(moved(2, 32));
    const list = Array(64).fill(1);
    const longrope = { rope_type: "longrope", factor: 4, short_factor: list, long_factor: list };
    expect(only(CODE, llama({ rope_scaling: longrope })).fixes).toHaveLength(2);
    expect(findingsOf(CODE, llama({ rope_scaling: { rope_type: "yarn", factor: 4 } }))).toEqual([]);
  });

  it("is an error of the vLLM that raises, and information for those who serve with a newer one", () => {
    const text = small({ rope_scaling: { rope_type: "yarn", factor: 4 } });
    const older = only(CODE, text, { runtimes: ["vllm@0.11.0"] });
    expect(older).toMatchObject({ severity: "error", runtimes: ["vllm@0.11.0", "transformers"] });
    expect(only(CODE, text, { runtimes: ["vllm"] })).toMatchObject({ severity: "info", runtimes: ["transformers"] });
    expect(only(CODE, text, { runtimes: ["transformers@4.57.6"] }).severity).toBe("warning");
  });

  it("leaves Phi-3, which has a length of its own, and blocks that extend nothing alone", () => {
    const lists = { short_factor: Array(64).fill(1), long_factor: Array(64).fill(2) };
    expect(findingsOf(CODE, small({ model_type: "phi3", rope_scaling: { type: "longrope", ...lists } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "yarn", factor: 1 } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4 } }))).toEqual([]);
    expect(
      findingsOf(CODE, small({ max_position_embeddings: undefined, rope_scaling: { rope_type: "yarn", factor: 4 } })),
    ).toEqual([]);
  });

  it("counts by the block's own ramp, and by limits that are turned round as transformers reads them", () => {
    const yarnOf = (betas: object) =>
      only(CODE, small({ rope_scaling: { rope_type: "yarn", factor: 4, ...betas } })).message;
    expect(yarnOf({})).toContain(" 24 of the 64 pairs");
    expect(yarnOf({ beta_fast: 2 })).toContain(" 10 of the 64 pairs");
    const turned = { rope_type: "llama3", factor: 8, low_freq_factor: 4, high_freq_factor: 1 };
    // A step at 4 turns: those with fewer in 2048 tokens and more in 16384.
    expect(only(CODE, small({ rope_scaling: turned })).message).toContain(" 10 of the 64 pairs");
  });
});
