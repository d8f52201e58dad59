import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

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
});
