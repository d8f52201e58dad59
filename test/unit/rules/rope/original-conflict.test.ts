import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only, small, tiny, yarn } from "../support/configs.ts";

const CODE = "rope/original-conflict";

describe(CODE, () => {
  it("says who computes with which", () => {
    const text = small({ original_max_position_embeddings: 8192, rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
      runtimes: ["transformers", "sglang"],
    });
    expect(marked(text, finding)).toBe("4096");
    expect(finding.message).toBe(
      "The pretrained length is 4096 here and 8192 beside the block: transformers 5 and SGLang compute with 8192, transformers 4 and vLLM with 4096.",
    );
    expect(fixedBy("Keep 4096 and remove the one beside the block", finding, text)).toBe(
      small({ rope_scaling: yarn() }),
    );
    expect(fixedBy("Write 8192 here", finding, text)).toBe(
      small({ original_max_position_embeddings: 8192, rope_scaling: yarn({ original_max_position_embeddings: 8192 }) }),
    );
  });

  it("leaves equal lengths alone", () => {
    expect(findingsOf(CODE, small({ original_max_position_embeddings: 4096, rope_scaling: yarn() }))).toEqual([]);
  });

  it("knows that vLLM alone computes with longrope's inner one, and offers a choice", () => {
    const lists = { short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] };
    const text = JSON.stringify({ ...JSON.parse(tiny(lists)), original_max_position_embeddings: 8192 });
    const finding = only(CODE, text);
    expect(finding.message).toMatch(/ compute with 8192, vLLM with 4096\.$/);
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false, false]);
  });

  it("leaves blocks per layer type alone, for which only the inner one counts, and one that stands twice to another rule", () => {
    const full_attention = yarn({ rope_theta: 1000000 });
    const sliding_attention = { rope_type: "default", rope_theta: 10000 };
    const nested = { original_max_position_embeddings: 8192, rope_parameters: { full_attention, sliding_attention } };
    expect(findingsOf(CODE, gemma(nested))).toEqual([]);
    const text = small({ original_max_position_embeddings: 8192, rope_scaling: yarn() });
    const twice = text.replace('"rope_theta"', '"original_max_position_embeddings": 2048,\n  "rope_theta"');
    expect(findingsOf(CODE, twice)).toEqual([]);
  });

  it("is a warning where a release is chosen that ignores the inner one", () => {
    const text = small({ original_max_position_embeddings: 8192, rope_scaling: yarn() });
    expect(only(CODE, text, { runtimes: ["sglang"] }).severity).toBe("warning");
    expect(only(CODE, text, { runtimes: ["transformers@5.0.0"] }).severity).toBe("warning");
    expect(only(CODE, text, { runtimes: ["transformers@4.57.6"] }).severity).toBe("info");
  });
});
