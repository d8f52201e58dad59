import { describe, expect, it } from "vitest";
import { findingsOf, gemma, marked, only, oss, small, type Values, yarn } from "../support/configs.ts";

const CODE = "runtime/differs";

describe(CODE, () => {
  it("counts the frequencies that come out otherwise", () => {
    const text = small({ original_max_position_embeddings: 4096, rope_scaling: { rope_type: "yarn", factor: 4 } });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers@4.57.6"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "transformers 4.57.6 computes 24 of the 64 frequencies otherwise than the file says, the farthest 2.17 times as high.",
    );
  });

  it("looks at inputs as long as the window too", () => {
    const text = small({
      original_max_position_embeddings: 4096,
      rope_scaling: {
        rope_type: "longrope",
        factor: 4,
        attention_factor: 1,
        short_factor: Array(64).fill(1),
        long_factor: Array(64).fill(2),
      },
    });
    const finding = only(CODE, text, { runtimes: ["transformers@4.48.3"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers@4.48.3"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "transformers 4.48.3 computes 64 of the 64 frequencies otherwise than the file says at 16384 tokens, the farthest 2 times as high.",
    );
  });

  it("leaves releases alone that compute what the file says", () => {
    expect(
      findingsOf(CODE, small({ rope_scaling: yarn() }), { runtimes: ["transformers@4.57.6", "transformers@5.24.0"] }),
    ).toEqual([]);
  });

  it("leaves to other rules what they have said", () => {
    expect(
      findingsOf(CODE, small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }), {
        runtimes: ["transformers@4.57.6"],
      }),
    ).toEqual([]);
  });

  it("tells the attention factor from the frequencies", () => {
    const finding = only(CODE, small({ rope_scaling: yarn({ attn_factor: 2 }) }), { runtimes: ["vllm@0.28.0"] });
    expect(finding.message).toBe(
      "vLLM 0.28.0 computes the frequencies that the file says, and the attention factor 2.27726 instead of 1.13863.",
    );
  });

  it("gives each chosen framework that differs its own finding, and none for a release that nobody knows", () => {
    const text = small({ original_max_position_embeddings: 8192, rope_scaling: yarn() });
    const runtimes = ["transformers@4.57.6", "sglang", "transformers@4.48.3"];
    expect(findingsOf(CODE, text, { runtimes }).map((finding) => [finding.runtimes, finding.message])).toEqual([
      [
        ["transformers@4.57.6"],
        "transformers 4.57.6 computes 20 of the 64 frequencies otherwise than the file says, the farthest 0.654 times as high.",
      ],
      [
        ["transformers@4.48.3"],
        "transformers 4.48.3 computes 20 of the 64 frequencies otherwise than the file says, the farthest 1.67 times as high.",
      ],
    ]);
    expect(findingsOf(CODE, text, { runtimes: ["transformers@4.0.0"] })).toEqual([]);
  });

  it("looks at the RoPE of each layer type", () => {
    const sliding_attention = { rope_type: "default", rope_theta: 10000 };
    const layered = (full: Values) =>
      gemma({ rope_parameters: { full_attention: { rope_theta: 1000000, ...full }, sliding_attention } });
    const truncated = yarn({ truncate: false, original_max_position_embeddings: 8192 });
    const older = { runtimes: ["transformers@4.57.6"] };
    expect(only(CODE, gemma({ rope_scaling: truncated }), older).message).toMatch(
      /^transformers 4\.57\.6 computes 32 of the 128 frequencies /,
    );
    expect(findingsOf(CODE, layered({ rope_type: "default" }), older)).toEqual([]);
  });

  it("leaves sizes that no array can have, and models without RoPE, alone", () => {
    const differing = { original_max_position_embeddings: 8192, rope_scaling: yarn() };
    const older = { runtimes: ["transformers@4.57.6"] };
    expect(findingsOf(CODE, small({ ...differing, head_dim: 1000002 }), older)).toEqual([]);
    expect(findingsOf(CODE, small({ ...differing, head_dim: 128 }), older)).toHaveLength(1);
    expect(findingsOf(CODE, small({ ...differing, model_type: "gpt2" }), older)).toEqual([]);
  });

  it("leaves open what a type with a scaling of its own says without a block", () => {
    expect(
      findingsOf(CODE, oss({ max_position_embeddings: 131072 }), { runtimes: ["mlx-lm", "transformers@4.54.1"] }),
    ).toEqual([]);
  });
});
