import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/type-conflict";

describe(CODE, () => {
  it("says which framework takes which", () => {
    const text = small({ rope_scaling: yarn({ type: "linear" }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["transformers", "vllm", "sglang", "mlx-lm", "exllamav2"],
    });
    expect(marked(text, finding)).toBe('"linear"');
    expect(finding.message).toBe(
      '"type" is "linear" and "rope_type" is "yarn": transformers 5 and SGLang run "yarn", transformers 4 and mlx-lm run "linear", vLLM raises ValueError.',
    );
    expect(fixedBy('Keep "yarn" alone', finding, text)).toBe(small({ rope_scaling: yarn() }));
    expect(fixedBy('Keep "linear" alone', finding, text)).toBe(small({ rope_scaling: yarn({ rope_type: "linear" }) }));
  });

  it("is an error in vLLM, which refuses to choose", () => {
    const text = small({ rope_scaling: yarn({ type: "linear" }) });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["transformers", "vllm@0.33.0", "sglang", "mlx-lm", "exllamav2"],
    });
    expect(marked(text, finding)).toBe('"linear"');
    expect(finding.message).toBe(
      '"type" is "linear" and "rope_type" is "yarn": transformers 5 and SGLang run "yarn", transformers 4 and mlx-lm run "linear", vLLM raises ValueError.',
    );
  });

  it("is an error in ExLlamaV2 even when both say the same", () => {
    const text = small({ rope_scaling: yarn({ type: "yarn" }) });
    const finding = only(CODE, text, { runtimes: ["exllamav2"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["exllamav2@0.3.2"],
    });
    expect(marked(text, finding)).toBe('"type"');
    expect(finding.message).toBe(
      'ExLlamaV2 stops with an AssertionError when a block has both "type" and "rope_type".',
    );
    expect(fixedBy("Remove type", finding, text)).toBe(small({ rope_scaling: yarn() }));
  });

  it("leaves two spellings of one type alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ type: "yarn" }) }))).toEqual([]);
    expect(
      findingsOf(CODE, small({ rope_scaling: { type: "mrope", rope_type: "default", mrope_section: [16, 24, 24] } })),
    ).toEqual([]);
  });
});
