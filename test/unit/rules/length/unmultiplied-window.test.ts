import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, llama, marked, only, qwen, small, tiny, yarn } from "../support/configs.ts";

const CODE = "length/unmultiplied-window";

describe(CODE, () => {
  it("names the releases that read it otherwise", () => {
    const text = qwen({ rope_scaling: yarn({ original_max_position_embeddings: 32768 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["exllamav3", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe("32768");
    expect(finding.message).toBe(
      "The file claims 32768 tokens beside yarn x4 of 32768: vLLM since 0.30 and SGLang serve 32768 tokens and refuse 131072, vLLM up to 0.29 serves 131072, and transformers 4.51 to 4.55 and ExLlamaV3 run unscaled.",
    );
    expect(fixedBy("Set the window to 131072", finding, text)).toBe(
      qwen({ max_position_embeddings: 131072, rope_scaling: yarn({ original_max_position_embeddings: 32768 }) }),
    );
  });

  it("is a warning where vLLM is chosen", () => {
    const text = qwen({ rope_scaling: yarn({ original_max_position_embeddings: 32768 }) });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["exllamav3", "vllm@0.33.0", "sglang"],
    });
    expect(marked(text, finding)).toBe("32768");
    expect(finding.message).toBe(
      "The file claims 32768 tokens beside yarn x4 of 32768: vLLM since 0.30 and SGLang serve 32768 tokens and refuse 131072, vLLM up to 0.29 serves 131072, and transformers 4.51 to 4.55 and ExLlamaV3 run unscaled.",
    );
  });

  it("is a warning in a transformers that runs it unscaled", () => {
    const text = qwen({ rope_scaling: yarn({ original_max_position_embeddings: 32768 }) });
    const finding = only(CODE, text, { runtimes: ["transformers@4.52.4"] });
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/max_position_embeddings",
      runtimes: ["transformers@4.52.4", "exllamav3", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe("32768");
    expect(finding.message).toBe(
      "The file claims 32768 tokens beside yarn x4 of 32768: vLLM since 0.30 and SGLang serve 32768 tokens and refuse 131072, vLLM up to 0.29 serves 131072, and transformers 4.51 to 4.55 and ExLlamaV3 run unscaled.",
    );
  });

  it("leaves the extended window alone", () => {
    expect(
      findingsOf(
        CODE,
        qwen({ max_position_embeddings: 131072, rope_scaling: yarn({ original_max_position_embeddings: 32768 }) }),
      ),
    ).toEqual([]);
  });

  it("says which frameworks serve what where the window is a little above the pretrained length, as in Qwen3", () => {
    const block = yarn({ original_max_position_embeddings: 32768 });
    const finding = only(CODE, qwen({ max_position_embeddings: 40960, rope_scaling: block }));
    expect(finding.runtimes).toEqual(["vllm", "sglang"]);
    expect(finding.message).toMatch(/ and refuse 131072, vLLM up to 0\.29 serves 131072\.$/);
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false]);
    const older = only(CODE, qwen({ max_position_embeddings: 40960, rope_scaling: block }), {
      runtimes: ["vllm@0.28.0"],
    });
    expect(older).toMatchObject({ severity: "info", runtimes: ["vllm", "sglang"] });
  });

  it("finds longrope with one list for all lengths", () => {
    const list = [1, 1.5, 2, 3];
    const text = tiny({ short_factor: list, long_factor: list, original_max_position_embeddings: 16384 });
    const finding = only(CODE, text, { runtimes: ["vllm@0.28.0"] });
    expect(finding).toMatchObject({ severity: "warning", runtimes: ["vllm@0.28.0", "sglang"] });
    expect(finding.message).toBe(
      "The file claims 16384 tokens beside longrope x4 of 16384: vLLM and SGLang serve 16384 tokens and refuse more.",
    );
    const two = tiny({ short_factor: list, long_factor: [1, 2, 3, 4], original_max_position_embeddings: 16384 });
    expect(findingsOf(CODE, two)).toEqual([]);
  });

  it("knows the pretrained window of a published checkpoint", () => {
    expect(only(CODE, llama({ rope_scaling: { rope_type: "yarn", factor: 4 } })).message).toContain("yarn x4 of 4096");
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "yarn", factor: 4 } }))).toEqual([]);
  });

  it.each([
    [4, 32767, 0],
    [4, 49152, 1],
    [4, 49153, 0],
    [1.25, 40959, 1],
    [1.25, 40960, 0],
    [1, 32768, 0],
  ])("takes x%d of 32768 with a window of %d for one that was not multiplied, or not", (factor, window, found) => {
    const block = yarn({ factor, original_max_position_embeddings: 32768 });
    const text = qwen({ max_position_embeddings: window, rope_scaling: block });
    expect(findingsOf(CODE, text, { runtimes: ["vllm"] })).toHaveLength(found);
  });
});
