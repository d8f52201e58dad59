import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small } from "../support/configs.ts";

const CODE = "shape/odd-head-dim";

describe(CODE, () => {
  it("marks the size of the head", () => {
    const text = small({ head_dim: 127 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/head_dim", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("127");
    expect(finding.message).toBe(
      "A head has 127 entries, and RoPE rotates them in pairs: transformers 5.24 raises ValueError when it loads the file, 4.45 to 5.0 at the first attention.",
    );
  });

  it("marks the width where the size follows from it", () => {
    const text = small({ hidden_size: 2032 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/hidden_size", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("2032");
    expect(finding.message).toBe(
      "A head has 127 entries, and RoPE rotates them in pairs: transformers 5.24 raises ValueError when it loads the file, 4.45 to 5.0 at the first attention.",
    );
  });

  it("leaves even heads, rotated parts and unknown types alone", () => {
    expect(findingsOf(CODE, small({ head_dim: 128 }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "phi", head_dim: 127 }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mymodel", head_dim: 127 }))).toEqual([]);
  });
});
