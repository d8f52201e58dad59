import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, tiny } from "../support/configs.ts";

const CODE = "runtime/longrope-original";

describe(CODE, () => {
  it("adds the length beside the block for ExLlamaV2", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] });
    const finding = only(CODE, text, { runtimes: ["exllamav2"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
      runtimes: ["tgi", "exllamav2@0.3.2"],
    });
    expect(marked(text, finding)).toBe("4096");
    expect(finding.message).toBe(
      'TGI and ExLlamaV2 stop unless "original_max_position_embeddings" stands beside the block; transformers 4 does not read it inside the block and changes to the long list at 16384 tokens instead of 4096.',
    );
  });

  it("says where transformers 4 changes lists", () => {
    const text = tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
      runtimes: ["tgi", "exllamav2", "transformers@4.57.6"],
    });
    expect(marked(text, finding)).toBe("4096");
    expect(finding.message).toBe(
      'TGI and ExLlamaV2 stop unless "original_max_position_embeddings" stands beside the block; transformers 4 does not read it inside the block and changes to the long list at 16384 tokens instead of 4096.',
    );
  });

  it("says that vLLM starts with the pretrained window", () => {
    const text = small({
      original_max_position_embeddings: 4096,
      rope_scaling: {
        rope_type: "longrope",
        factor: 4,
        short_factor: Array(64).fill(1),
        long_factor: Array(64).fill(2),
      },
    });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/original_max_position_embeddings",
      runtimes: ["vllm@0.33.0"],
    });
    expect(marked(text, finding)).toBe("4096");
    expect(finding.message).toBe(
      "vLLM since 0.11.1 starts with this 4096 as the window and the short list: start it with --max-model-len 16384 for the long one.",
    );
  });

  it("is not told unasked", () => {
    expect(findingsOf(CODE, tiny({ short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] }))).toEqual([]);
  });
});
