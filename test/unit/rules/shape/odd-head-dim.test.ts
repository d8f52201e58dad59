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

  it.each([
    [{ model_type: "deepseek_v3", qk_rope_head_dim: 63 }, ["/qk_rope_head_dim"]],
    [{ model_type: "deepseek_v3", qk_rope_head_dim: 64, hidden_size: 2032 }, []],
    [{ model_type: "qwen3", hidden_size: 2032 }, []],
    [{ model_type: "gpt_neox", hidden_size: 2032 }, []],
    [{ model_type: "dinov3_vit", head_dim: 127 }, []],
    [{ head_dim: 127, partial_rotary_factor: 0.5 }, []],
    [{ head_dim: 127, partial_rotary_factor: 1 }, ["/head_dim"]],
    [{ head_dim: 1 }, ["/head_dim"]],
    [{ head_dim: -1 }, []],
    [{ head_dim: 127.5 }, []],
    [{ hidden_size: 2040 }, []],
    [{ hidden_size: undefined }, []],
    [{ num_attention_heads: undefined, hidden_size: 2032 }, []],
  ])("finds the size of a head that is odd in %j", (values, pointers) => {
    expect(findingsOf(CODE, small(values)).map(({ jsonPointer }) => jsonPointer)).toEqual(pointers);
  });

  it("is information for those who serve with another framework", () => {
    expect(only(CODE, small({ head_dim: 127 }), { runtimes: ["tgi"] }).severity).toBe("info");
  });
});
