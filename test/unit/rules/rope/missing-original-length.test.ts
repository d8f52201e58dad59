import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, llama, marked, only, small, yarn } from "../support/configs.ts";

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
});
