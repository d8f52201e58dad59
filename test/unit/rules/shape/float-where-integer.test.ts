import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

const CODE = "shape/float-where-integer";

describe(CODE, () => {
  it("writes a whole float as an integer", () => {
    const text = small().replace("16384", "16384.0");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("16384.0");
    expect(finding.message).toBe(
      '"max_position_embeddings" is 16384.0, which Python reads as a float: transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it.',
    );
    expect(fixedBy("Write 16384", finding, text)).toBe(small());
  });

  it("marks an exponent", () => {
    const text = small().replace("16384", "1e5");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("1e5");
    expect(finding.message).toBe(
      '"max_position_embeddings" is 1e5, which Python reads as a float: transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it.',
    );
  });

  it("has no fix for a fraction", () => {
    const text = small().replace("16384", "16384.5");
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("16384.5");
    expect(finding.message).toBe(
      '"max_position_embeddings" is 16384.5, which Python reads as a float: transformers 5.24 raises StrictDataclassFieldValidationError "expected int, got float"; earlier releases load it.',
    );
  });

  it("leaves integers, and older transformers, alone", () => {
    expect(findingsOf(CODE, small())).toEqual([]);
  });

  it("is information for releases that load it, and has one right answer", () => {
    const text = small().replace("16384", "16384.0");
    expect(only(CODE, text, { runtimes: ["transformers@5.0.0"] }).severity).toBe("info");
    expect(only(CODE, text).fixes.map(({ preferred }) => preferred)).toEqual([true]);
    expect(only(CODE, small().replace("16384", "1e300")).fixes).toEqual([]);
  });

  it.each([
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "head_dim",
    "sliding_window",
    "vocab_size",
    "intermediate_size",
    "max_window_layers",
    "qk_rope_head_dim",
    "kv_channels",
    "rotary_dim",
    "seq_length",
    "n_positions",
  ])("looks at %s", (key) => {
    const text = small({ [key]: 64 }).replace(`"${key}": 64`, `"${key}": 6.4E1`);
    const finding = only(CODE, text);
    expect(finding.jsonPointer).toBe(`/${key}`);
    expect(fixedBy("Write 64", finding, text)).toBe(small({ [key]: 64 }));
  });
});
