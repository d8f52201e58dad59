import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, qwen, yarn } from "../support/configs.ts";

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
});
