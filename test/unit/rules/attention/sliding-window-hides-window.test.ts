import { describe, expect, it } from "vitest";
import { findingsOf, gemma, marked, only, oss, small, yarn } from "../support/configs.ts";

const CODE = "attention/sliding-window-hides-window";

describe(CODE, () => {
  it("is information about Mistral as it was published", () => {
    const text = small({ model_type: "mistral", max_position_embeddings: 32768, sliding_window: 4096 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/sliding_window" });
    expect(marked(text, finding)).toBe("4096");
    expect(finding.message).toBe(
      "Every layer sees only the last 4096 of 32768 tokens: what lies farther back reaches a token only through other tokens.",
    );
  });

  it("is a warning beside a scaling, which extends nothing that attention sees", () => {
    const text = small({ model_type: "mistral", head_dim: 128, sliding_window: 4096, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/sliding_window" });
    expect(marked(text, finding)).toBe("4096");
    expect(finding.message).toBe(
      "Every layer sees only the last 4096 of 16384 tokens: what lies farther back reaches a token only through other tokens, and the RoPE scaling extends no distance that attention sees.",
    );
  });

  it("is information where other layers see everything without positions", () => {
    const layer_types = ["sliding_attention", "sliding_attention", "sliding_attention", "full_attention"];
    const shape = { model_type: "exaone4", num_hidden_layers: 4, layer_types, sliding_window: 4096 };
    const scaling = { rope_type: "llama3", factor: 16, low_freq_factor: 1, high_freq_factor: 4 };
    const text = small({ ...shape, rope_scaling: { ...scaling, original_max_position_embeddings: 8192 } });
    const [finding, ...more] = findingsOf(CODE, text);
    expect(more).toEqual([]);
    expect(finding?.severity).toBe("info");
    expect(finding?.message).toMatch(/^Every layer that rotates sees only the last 4096 of 16384 tokens: [^,]*\.$/);
  });

  it("leaves models with layers of full attention alone", () => {
    expect(findingsOf(CODE, small({ model_type: "mistral", sliding_window: null }))).toEqual([]);
    expect(findingsOf(CODE, gemma())).toEqual([]);
  });

  it("is information where a block scales nothing, and nothing where the file does not say how far the layers see", () => {
    const mistral = { model_type: "mistral", head_dim: 128 };
    expect(
      only(CODE, small({ ...mistral, sliding_window: 4096, rope_scaling: { rope_type: "default" } })),
    ).toMatchObject({
      severity: "info",
    });
    expect(findingsOf(CODE, small(mistral))).toEqual([]);
    expect(findingsOf(CODE, small({ ...mistral, sliding_window: 16384 }))).toEqual([]);
    expect(findingsOf(CODE, small({ sliding_window: 4096 }))).toEqual([]);
  });

  it("is information where the type slides and scales by itself", () => {
    const layer_types = Array(12).fill("sliding_attention");
    const text = oss({
      max_position_embeddings: 131072,
      layer_types,
      sliding_window: 128,
      rope_scaling: yarn({ factor: 32 }),
    });
    expect(only(CODE, text).severity).toBe("info");
  });
});
