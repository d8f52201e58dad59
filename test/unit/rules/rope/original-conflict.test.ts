import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

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
});
