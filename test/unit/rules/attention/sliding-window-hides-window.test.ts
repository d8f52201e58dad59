import { describe, expect, it } from "vitest";
import { findingsOf, gemma, marked, only, small, yarn } from "../support/configs.ts";

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

  it("leaves models with layers of full attention alone", () => {
    expect(findingsOf(CODE, small({ model_type: "mistral", sliding_window: null }))).toEqual([]);
    expect(findingsOf(CODE, gemma())).toEqual([]);
  });
});
