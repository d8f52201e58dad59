import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, tiny } from "../support/configs.ts";

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

  it("puts the length behind the window, and leaves the choice to the author", () => {
    const lists = { short_factor: [1, 1.5, 2, 3], long_factor: [1, 1.5, 3, 4] };
    const text = tiny(lists);
    const finding = only(CODE, text, { runtimes: ["tgi"] });
    expect(finding).toMatchObject({
      severity: "error",
      runtimes: ["tgi@3.3.7", "exllamav2"],
    });
    const fixed = fixedBy('Add "original_max_position_embeddings": 4096 beside the block', finding, text);
    expect(fixed).toBe(
      text.replace(
        '"max_position_embeddings": 16384,',
        '"max_position_embeddings": 16384,\n  "original_max_position_embeddings": 4096,',
      ),
    );
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false]);
    expect(findingsOf(CODE, fixed, { runtimes: ["tgi"] })).toEqual([]);
  });

  it("says nothing of lists that do not differ, and of Phi-3.5-MoE, in transformers 4", () => {
    const same = tiny({ short_factor: [1, 1, 1, 1], long_factor: [1, 1, 1, 1] });
    const older = { runtimes: ["transformers@4.57.6"] };
    expect(findingsOf(CODE, same, older)).toEqual([]);
    expect(only(CODE, same, { runtimes: ["tgi"] }).message).toMatch(
      /transformers 4 does not read it inside the block\.$/,
    );
    const block = { rope_type: "longrope", short_factor: Array(64).fill(1), long_factor: Array(64).fill(2) };
    const phi = { model_type: "phimoe", rope_scaling: { ...block, original_max_position_embeddings: 4096 } };
    expect(findingsOf(CODE, small(phi), older)).toEqual([]);
    expect(findingsOf(CODE, small({ ...phi, model_type: "llama" }), older)).toHaveLength(1);
    expect(findingsOf(CODE, small({ ...phi, model_type: "llama" }), { runtimes: ["transformers@5.0.0"] })).toEqual([]);
    const unwindowed = { ...phi, model_type: "llama", max_position_embeddings: undefined };
    expect(only(CODE, small(unwindowed), older).message).toMatch(/inside the block\.$/);
    expect(
      findingsOf(CODE, tiny({ ...block, original_max_position_embeddings: undefined }), { runtimes: ["tgi"] }),
    ).toEqual([]);
  });

  it.each([
    ["vllm@0.11.0", 4096, 0],
    ["vllm@0.11.2", 4096, 1],
    ["vllm", 16384, 0],
    ["tgi", 4096, 0],
    ["transformers", 4096, 0],
  ])("knows how %s starts beside a length of %d", (runtime, original, found) => {
    const block = { rope_type: "longrope", factor: 4, short_factor: Array(64).fill(1), long_factor: Array(64).fill(2) };
    const text = small({ original_max_position_embeddings: original, rope_scaling: block });
    expect(findingsOf(CODE, text, { runtimes: [runtime] })).toHaveLength(found);
  });
});
