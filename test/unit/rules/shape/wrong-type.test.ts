import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small } from "../support/configs.ts";

const CODE = "shape/wrong-type";

describe(CODE, () => {
  it("takes the quotes off a window", () => {
    const text = small({ max_position_embeddings: "16384" });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"16384"');
    expect(finding.message).toBe(
      '"max_position_embeddings" is the string "16384", and an integer is expected: transformers 5.24 raises StrictDataclassFieldValidationError when it loads the file.',
    );
    expect(fixedBy("Write 16384 without quotes", finding, text)).toBe(small());
  });

  it("marks null where the class has a number", () => {
    const text = small({ max_position_embeddings: null });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("null");
    expect(finding.message).toBe(
      '"max_position_embeddings" is null, and an integer is expected: transformers 5.24 raises StrictDataclassFieldValidationError when it loads the file.',
    );
  });

  it("takes the quotes off a switch", () => {
    const text = small({ model_type: "qwen2", use_sliding_window: "false" });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/use_sliding_window",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"false"');
    expect(finding.message).toBe(
      '"use_sliding_window" is the string "false", and true or false is expected: transformers 5.24 raises StrictDataclassFieldValidationError when it loads the file.',
    );
    expect(fixedBy("Write false without quotes", finding, text)).toBe(
      small({ model_type: "qwen2", use_sliding_window: false }),
    );
  });

  it("leaves null in optional keys and lists per layer alone", () => {
    expect(findingsOf(CODE, small({ head_dim: null, sliding_window: null, num_key_value_heads: null }))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "gemma3n_text", intermediate_size: [1024, 2048] }))).toEqual([]);
  });
});
