import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, mla, only, small, yarn } from "../support/configs.ts";

const CODE = "runtime/mla-attention-factor";

describe(CODE, () => {
  it("says which factor of the softmax is lost", () => {
    const text = mla({
      rope_scaling: {
        type: "yarn",
        factor: 40,
        original_max_position_embeddings: 4096,
        mscale: 1,
        mscale_all_dim: 1,
        attention_factor: 1,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/rope_scaling/attention_factor",
      runtimes: ["vllm"],
    });
    expect(marked(text, finding)).toBe("1.0");
    expect(finding.message).toBe(
      'vLLM since 0.30 takes attention_factor 1 as "leave the softmax alone": its scale loses the factor 1.87385 that transformers and SGLang apply.',
    );
    expect(fixedBy("Remove attention_factor", finding, text)).toBe(
      mla({
        rope_scaling: {
          type: "yarn",
          factor: 40,
          original_max_position_embeddings: 4096,
          mscale: 1,
          mscale_all_dim: 1,
        },
      }),
    );
  });

  it("is an error where vLLM is chosen", () => {
    const text = mla({
      rope_scaling: {
        type: "yarn",
        factor: 40,
        original_max_position_embeddings: 4096,
        mscale: 1,
        mscale_all_dim: 1,
        attention_factor: 1,
      },
    });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/attention_factor",
      runtimes: ["vllm@0.33.0"],
    });
    expect(marked(text, finding)).toBe("1.0");
    expect(finding.message).toBe(
      'vLLM since 0.30 takes attention_factor 1 as "leave the softmax alone": its scale loses the factor 1.87385 that transformers and SGLang apply.',
    );
  });

  it("leaves the published block and other models alone", () => {
    expect(
      findingsOf(
        CODE,
        mla({
          rope_scaling: {
            type: "yarn",
            factor: 40,
            original_max_position_embeddings: 4096,
            mscale: 1,
            mscale_all_dim: 1,
          },
        }),
      ),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ attention_factor: 1 }) }))).toEqual([]);
  });

  it.each([
    [{}, 1],
    [{ attention_factor: 2 }, 0],
    [{ attention_factor: undefined }, 0],
    [{ mscale_all_dim: 0 }, 0],
    [{ mscale_all_dim: undefined }, 0],
    [{ factor: 1 }, 0],
    [{ rope_type: "linear", type: undefined }, 0],
  ])("is said of %j or not", (changes, found) => {
    const block = {
      type: "yarn",
      factor: 40,
      original_max_position_embeddings: 4096,
      mscale: 1,
      mscale_all_dim: 1,
      attention_factor: 1,
    };
    expect(findingsOf(CODE, mla({ rope_scaling: { ...block, ...changes } }))).toHaveLength(found);
  });

  it("is information for releases that keep the scale, and leaves the choice to the author", () => {
    const block = {
      type: "yarn",
      factor: 40,
      original_max_position_embeddings: 4096,
      mscale: 0.7,
      mscale_all_dim: 0.7,
      attention_factor: 1,
    };
    const older = only(CODE, mla({ rope_scaling: block }), { runtimes: ["vllm@0.28.0"] });
    expect(older).toMatchObject({ severity: "info", runtimes: ["vllm"] });
    expect(older.message).toContain("loses the factor 1.58312 ");
    expect(older.fixes.map(({ preferred }) => preferred)).toEqual([false]);
  });

  it("leaves models without MLA alone", () => {
    const block = yarn({ mscale: 1, mscale_all_dim: 1, attention_factor: 1 });
    expect(findingsOf(CODE, small({ rope_scaling: block }))).toEqual([]);
    expect(findingsOf(CODE, small({ qk_rope_head_dim: 64, rope_scaling: block }))).toHaveLength(1);
  });
});
