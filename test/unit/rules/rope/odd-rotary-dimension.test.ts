import { describe, expect, it } from "vitest";
import { findingsOf, marked, mla, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/odd-rotary-dimension";

describe(CODE, () => {
  it("computes the two lengths that do not fit", () => {
    const text = small({ model_type: "phi", partial_rotary_factor: 0.4, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/partial_rotary_factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("0.4");
    expect(finding.message).toBe(
      "0.4 of a head of 128 is a rotary dimension of 51, which is odd: transformers makes 26 frequencies and a ramp of 25, and raises RuntimeError when it builds the model.",
    );
  });

  it("finds the share in the block", () => {
    const text = small({ model_type: "glm4", head_dim: 130, rope_parameters: yarn({ partial_rotary_factor: 0.5 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_parameters/partial_rotary_factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe("0.5");
    expect(finding.message).toBe(
      "0.5 of a head of 130 is a rotary dimension of 65, which is odd: transformers makes 33 frequencies and a ramp of 32, and raises RuntimeError when it builds the model.",
    );
  });

  it("leaves even dimensions and other types alone", () => {
    expect(findingsOf(CODE, small({ model_type: "phi", partial_rotary_factor: 0.5, rope_scaling: yarn() }))).toEqual(
      [],
    );
    expect(
      findingsOf(
        CODE,
        small({ model_type: "phi", partial_rotary_factor: 0.4, rope_scaling: { rope_type: "linear", factor: 4 } }),
      ),
    ).toEqual([]);
  });

  it.each([
    [
      "the key of GPT-NeoX",
      { model_type: "gpt_neox", hidden_size: 1024, rotary_pct: 0.3 },
      "/rotary_pct",
      "0.3 of a head of 64 is a rotary dimension of 19",
    ],
    [
      "the type's own share",
      { model_type: "stablelm", hidden_size: 1088 },
      "/rope_scaling",
      "0.25 of a head of 68 is a rotary dimension of 17",
    ],
    [
      "the type's own head",
      { model_type: "glm", hidden_size: 1088, partial_rotary_factor: 0.4 },
      "/partial_rotary_factor",
      "0.4 of a head of 128 is a rotary dimension of 51",
    ],
    [
      "the head of the file",
      { model_type: "phi", head_dim: 68, partial_rotary_factor: 0.4 },
      "/partial_rotary_factor",
      "0.4 of a head of 68 is a rotary dimension of 27",
    ],
    [
      "a head that is rounded down",
      { model_type: "phi", hidden_size: 2050, partial_rotary_factor: 0.4 },
      "/partial_rotary_factor",
      "0.4 of a head of 128 is a rotary dimension of 51",
    ],
  ])("computes with %s", (_, values, pointer, words) => {
    const text = small({ ...values, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding.jsonPointer).toBe(pointer);
    expect(finding.message.startsWith(words)).toBe(true);
    if (pointer === "/rope_scaling") expect(marked(text, finding)).toBe('"rope_scaling"');
  });

  it("takes the share in the block also where the type reads none beside it", () => {
    const block = yarn({ partial_rotary_factor: 0.4, rope_theta: 10000 });
    expect(
      findingsOf(CODE, small({ model_type: "bamba", rope_theta: undefined, rope_parameters: block })),
    ).toHaveLength(1);
    expect(findingsOf(CODE, small({ rope_theta: undefined, rope_parameters: block }))).toEqual([]);
  });

  it("leaves whole heads, MLA models and types that nobody knows alone", () => {
    const share = { partial_rotary_factor: 0.4, rope_scaling: yarn() };
    expect(findingsOf(CODE, small({ ...share, model_type: "phi", head_dim: 127, partial_rotary_factor: 1 }))).toEqual(
      [],
    );
    expect(findingsOf(CODE, small({ ...share, model_type: "mymodel" }))).toEqual([]);
    expect(findingsOf(CODE, small(share))).toEqual([]);
    expect(findingsOf(CODE, mla({ rope_scaling: yarn({ partial_rotary_factor: 0.4 }) }))).toEqual([]);
    expect(only(CODE, small({ ...share, model_type: "phi" }), { runtimes: ["vllm"] }).severity).toBe("info");
  });
});
