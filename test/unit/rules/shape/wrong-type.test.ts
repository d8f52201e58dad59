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

  it.each([
    ["max_position_embeddings", "16384", "info"],
    ["num_hidden_layers", "24", "error"],
    ["hidden_size", true, "info"],
  ])("knows that transformers 4 computed with %s, or did not check it", (key, value, severity) => {
    const finding = only(CODE, small({ [key]: value }), { runtimes: ["transformers@4.57.6"] });
    expect(finding.severity).toBe(severity);
    expect(only(CODE, small({ [key]: value }), { runtimes: ["tgi"] }).severity).toBe("info");
  });

  it.each([
    ["hidden_size", " 2048 ", "Write 2048 without quotes"],
    ["hidden_size", "2k", null],
    ["hidden_size", "x2048", null],
    ["hidden_size", "true", null],
    ["hidden_size", true, null],
    ["hidden_size", { a: 1 }, null],
    ["use_sliding_window", "True", "Write true without quotes"],
    ["use_sliding_window", "16", null],
    ["use_sliding_window", "falsely", null],
    ["use_sliding_window", "untrue", null],
    ["layer_types", "16", null],
  ])("takes the quotes off where that is the answer: %s %j", (key, value, title) => {
    const finding = only(CODE, small({ model_type: "qwen2", [key]: value }));
    expect(finding.fixes.map((fix) => [fix.title, fix.preferred])).toEqual(title === null ? [] : [[title, true]]);
  });

  it.each([
    ["hidden_size", { a: 1 }, /^"hidden_size" is an object, and an integer is expected: /],
    ["hidden_size", true, /^"hidden_size" is true, and an integer is expected: /],
    ["layer_types", "full", /^"layer_types" is the string "full", and a list of names is expected: /],
    [
      "layer_types",
      ["full_attention", 3],
      /^"layer_types" has an entry that is 3, and the name of a layer type is expected: /,
    ],
    ["layer_types", ["full_attention", ["x"]], /^"layer_types" has an entry that is a list of 1, /],
    ["layer_types", ["full_attention", null], /^"layer_types" has an entry that is null, /],
    ["intermediate_size", [1, 2], /^"intermediate_size" is a list of 2, and an integer is expected: /],
  ])("says what %s of %j should be", (key, value, words) => {
    expect(only(CODE, small({ num_hidden_layers: 2, [key]: value })).message).toMatch(words);
  });

  it("leaves null and lists in types whose class nobody knows, fractions and tagged floats alone", () => {
    const own = { auto_map: { AutoConfig: "x.Y" } };
    for (const values of [
      { ...own, max_position_embeddings: null },
      { model_type: "mymodel", max_position_embeddings: null },
      { ...own, intermediate_size: [1, 2] },
      { model_type: "mymodel", intermediate_size: [1, 2] },
      { max_position_embeddings: 16384.5 },
      { max_position_embeddings: { __float__: "Infinity" } },
      { model_type: "qwen2", use_sliding_window: 1 },
    ]) {
      expect(findingsOf(CODE, small(values))).toEqual([]);
    }
    expect(only(CODE, small({ ...own, hidden_size: "2048" })).severity).toBe("error");
    expect(only(CODE, small({ ...own, max_position_embeddings: "2048" })).severity).toBe("warning");
  });
});
