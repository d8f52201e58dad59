import { describe, expect, it } from "vitest";
import { findingsOf, marked, mla, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/mscale-pair";

describe(CODE, () => {
  it("says what counts instead", () => {
    const text = small({ rope_scaling: yarn({ mscale: 0.75 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/mscale",
      runtimes: ["transformers", "vllm"],
    });
    expect(marked(text, finding)).toBe("0.75");
    expect(finding.message).toBe(
      '"mscale" counts only together with "mscale_all_dim": transformers and vLLM ignore it, and the attention factor is 0.1 ln 4 + 1 = 1.13863.',
    );
  });

  it("takes 0 as absent, as Python does", () => {
    const text = small({ rope_scaling: yarn({ mscale: 0.75, mscale_all_dim: 0 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/mscale_all_dim",
      runtimes: ["transformers", "vllm"],
    });
    expect(marked(text, finding)).toBe("0");
    expect(finding.message).toBe(
      '"mscale_all_dim" is 0, which counts as absent, and "mscale" counts only together with "mscale_all_dim": transformers and vLLM ignore it, and the attention factor is 0.1 ln 4 + 1 = 1.13863.',
    );
  });

  it("says what one of the pair does in MLA models", () => {
    const block = { type: "yarn", factor: 40, original_max_position_embeddings: 4096, mscale_all_dim: 1 };
    const finding = only(CODE, mla({ rope_scaling: block }));
    expect(finding).toMatchObject({ jsonPointer: "/rope_scaling/mscale_all_dim", runtimes: ["transformers"] });
    expect(finding.message).toBe(
      '"mscale_all_dim" counts only together with "mscale": transformers takes it for the scale of the softmax alone, and the attention factor is 0.1 ln 40 + 1 = 1.36889.',
    );
  });

  it("leaves the pair, and an explicit attention factor alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ mscale: 0.75, mscale_all_dim: 0.75 }) }))).toEqual([]);
    // As Mistral ships it: nothing else is meant than what is computed.
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ mscale: 1, mscale_all_dim: 0 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ mscale: 0.75, attention_factor: 1.1 }) }))).toEqual([]);
  });

  it("says what mscale alone does in MLA models, and what Mistral's pair does there", () => {
    const block = { type: "yarn", factor: 40, original_max_position_embeddings: 4096, mscale: 1 };
    expect(only(CODE, mla({ rope_scaling: block })).message).toContain(": transformers ignores it, and ");
    const zero = only(CODE, mla({ rope_scaling: { ...block, mscale_all_dim: 0 } }));
    expect(zero).toMatchObject({ jsonPointer: "/rope_scaling/mscale_all_dim", runtimes: ["transformers"] });
  });

  it("says of the other of the pair the same", () => {
    const finding = only(CODE, small({ rope_scaling: yarn({ mscale_all_dim: 0.75 }) }));
    expect(finding.jsonPointer).toBe("/rope_scaling/mscale_all_dim");
    expect(finding.message).toContain(
      '"mscale_all_dim" counts only together with "mscale": transformers and vLLM ignore it, ',
    );
  });

  it("says nothing beside a factor that scales nothing, or without either", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ factor: 0, mscale: 0.75 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ mscale: 0, mscale_all_dim: 0 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ mscale: 2, mscale_all_dim: 0 }) }))).toHaveLength(1);
  });
});
