import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, json, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/head-dim-needed";

describe(CODE, () => {
  it("adds the size that the widths imply", () => {
    const text = small({ model_type: "mixtral", rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'mixtral without "head_dim" in the file: transformers (4.52 to 5.24) multiplies null with a float when it builds the "yarn" frequencies, and raises TypeError.',
    );
    expect(fixedBy('Add "head_dim": 128', finding, text)).toBe(
      json({
        model_type: "mixtral",
        hidden_size: 2048,
        num_attention_heads: 16,
        head_dim: 128,
        num_hidden_layers: 24,
        max_position_embeddings: 16384,
        rope_theta: 500000,
        rope_scaling: yarn(),
      }),
    );
  });

  it("tells of Mistral only where an older transformers is chosen", () => {
    const text = small({ model_type: "mistral", sliding_window: null, rope_scaling: yarn() });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers@4.57.6"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'mistral without "head_dim" in the file: transformers (4.52 to 4.57) multiplies null with a float when it builds the "yarn" frequencies, and raises TypeError.',
    );
  });

  it("leaves linear, files with head_dim and Mistral in transformers 5 alone", () => {
    expect(
      findingsOf(CODE, small({ model_type: "mixtral", rope_scaling: { rope_type: "linear", factor: 4 } })),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mixtral", head_dim: 128, rope_scaling: yarn() }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mistral", sliding_window: null, rope_scaling: yarn() }))).toEqual([]);
  });

  it("writes the size in the place of null, and none where the RoPE cannot be computed", () => {
    const text = small({ model_type: "mixtral", head_dim: null, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(fixedBy('Add "head_dim": 128', finding, text)).toBe(
      small({ model_type: "mixtral", head_dim: 128, rope_scaling: yarn() }),
    );
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
    expect(only(CODE, small({ model_type: "mixtral", rope_scaling: yarn({ factor: 0 }) })).fixes).toEqual([]);
  });

  it("knows the releases of MiniMax, and dynamic and longrope blocks in the older spelling", () => {
    const finding = only(CODE, small({ model_type: "minimax", rope_scaling: { type: "dynamic", factor: 2 } }));
    expect(finding.message).toContain(
      'transformers (4.57 to 5.24) multiplies null with a float when it builds the "dynamic"',
    );
    const list = Array(64).fill(1);
    const block = {
      rope_type: "longrope",
      short_factor: list,
      long_factor: list,
      original_max_position_embeddings: 4096,
    };
    expect(findingsOf(CODE, small({ model_type: "mixtral", rope_scaling: block }))).toHaveLength(1);
  });
});
