import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/wrong-type";

describe(CODE, () => {
  it("marks a factor in quotes and takes the quotes off", () => {
    const text = small({ rope_scaling: yarn({ factor: "4.0" }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe('"4.0"');
    expect(finding.message).toBe(
      '"factor" is the string "4.0": a number is expected. transformers raises TypeError when it computes the frequencies with it, and so do vLLM and SGLang.',
    );
    expect(fixedBy("Write 4.0 without quotes", finding, text)).toBe(small({ rope_scaling: yarn() }));
  });

  it("marks a base in quotes", () => {
    const text = small({ rope_theta: "1000000" });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_theta" });
    expect(marked(text, finding)).toBe('"1000000"');
    expect(finding.message).toBe(
      '"rope_theta" is the string "1000000": a number is expected. transformers raises TypeError when it computes the frequencies with it, and so do vLLM and SGLang.',
    );
    expect(fixedBy("Write 1000000 without quotes", finding, text)).toBe(
      small({ rope_theta: "1000000" }).replace('"1000000"', "1000000"),
    );
  });

  it("marks a block that is no object", () => {
    const text = small({ rope_scaling: "yarn" });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling" });
    expect(marked(text, finding)).toBe('"yarn"');
    expect(finding.message).toBe(
      '"rope_scaling" is the string "yarn": an object or null is expected. transformers raises when it loads the file.',
    );
  });

  it("warns about false in place of a block", () => {
    const text = small({ rope_scaling: false });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling" });
    expect(marked(text, finding)).toBe("false");
    expect(finding.message).toBe(
      '"rope_scaling" is false: transformers 4 raises; transformers 5 takes it as absent, so nothing is scaled.',
    );
  });

  it("marks the first bad entry of a list once", () => {
    const text = small({
      rope_scaling: {
        rope_type: "longrope",
        short_factor: Array(64).fill("1.0"),
        long_factor: Array(64).fill(2),
        original_max_position_embeddings: 4096,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling/short_factor/0" });
    expect(marked(text, finding)).toBe('"1.0"');
    expect(finding.message).toBe(
      '"short_factor" has an entry that is the string "1.0": numbers are expected. torch raises when it makes a tensor of the list.',
    );
  });

  it("says what a null factor does in yarn", () => {
    const text = small({ rope_scaling: yarn({ factor: null }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("null");
    expect(finding.message).toBe(
      '"factor" is null: a number is expected. transformers 5.24 takes the ratio of max_position_embeddings to the original length instead, 4.56 and 4.57 raise TypeError.',
    );
  });

  it("warns about true, which counts as 1", () => {
    const text = small({ rope_scaling: yarn({ factor: true }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling/factor" });
    expect(marked(text, finding)).toBe("true");
    expect(finding.message).toBe('"factor" is true: a number is expected. Python computes with it as 1.');
  });

  it("leaves integers, null in optional keys and tagged floats alone", () => {
    expect(
      findingsOf(CODE, small({ rope_theta: 500000, rope_scaling: yarn({ attention_factor: null, beta_fast: null }) })),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: null }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_theta: { __float__: "Infinity" } }))).toEqual([]);
  });

  it("says what transformers raises for a layer type without a block", () => {
    const sliding = { rope_type: "default", rope_theta: 10000 };
    const text = gemma({ rope_parameters: { full_attention: "linear", sliding_attention: sliding } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_parameters/full_attention" });
    expect(finding.message).toBe(
      '"full_attention" is the string "linear": the block of these layers is expected, an object. transformers 5 raises AttributeError when it loads the file.',
    );
    const without = gemma({ rope_parameters: { full_attention: null, sliding_attention: sliding } });
    expect(findingsOf(CODE, without)).toEqual([]);
  });
});
