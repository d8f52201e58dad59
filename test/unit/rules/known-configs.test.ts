import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findings } from "./support/configs.ts";

const FIXTURES = resolve(import.meta.dirname, "../../fixtures");
const CORPUS = readdirSync(resolve(FIXTURES, "corpus"));

interface DefaultConfig {
  readonly modelType: string;
  readonly config: unknown;
}

const DEFAULTS: readonly DefaultConfig[] = readFileSync(
  resolve(FIXTURES, "golden/defaults/transformers-5.24.0.jsonl"),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

describe("configs that models ship with", () => {
  it("are 23 real ones and the defaults of 820 model types", () => {
    expect([CORPUS.length, DEFAULTS.length]).toEqual([23, 820]);
  });

  it.each(CORPUS)("have no error and no warning: %s", (file) => {
    const found = findings(readFileSync(resolve(FIXTURES, "corpus", file), "utf8"));
    expect(found.filter(({ severity }) => severity === "error" || severity === "warning")).toEqual([]);
  });

  it("have no error in any default config of transformers", () => {
    const wrong = DEFAULTS.flatMap(({ modelType, config }) =>
      findings(JSON.stringify(config, null, 2))
        .filter(({ severity }) => severity === "error")
        .map(({ code, jsonPointer }) => `${modelType} ${code} ${jsonPointer}`),
    );
    expect(wrong).toEqual([]);
  });

  it("have these warnings only, each of which is true", () => {
    const warnings = DEFAULTS.flatMap(({ modelType, config }) =>
      findings(JSON.stringify(config, null, 2))
        .filter(({ severity }) => severity === "warning")
        .map(({ code, jsonPointer }) => `${modelType} ${code} ${jsonPointer}`),
    );
    expect(warnings).toEqual([
      // 96 heads over 4096 and 28 over 2048, without a head_dim: the class rounds down.
      "glm4_moe shape/heads-divide-hidden /hidden_size",
      "glm4v_moe shape/heads-divide-hidden /text_config/hidden_size",
      "glm4v_moe_text shape/heads-divide-hidden /hidden_size",
      // The shape of Mixtral 8x7B, whose window is 32768, with a window of 131072.
      "mixtral length/unscaled-extension /max_position_embeddings",
      // The shape of Qwen3 0.6B with a window of 131072.
      "moss_transcribe_diarize length/unscaled-extension /text_config/max_position_embeddings",
      // original_max_position_embeddings 4096 beside a window of 131072, and no block.
      "phi4_multimodal length/unscaled-extension /max_position_embeddings",
      "qwen3_omni_moe shape/heads-divide-hidden /thinker_config/text_config/hidden_size",
      "qwen3_omni_moe_text shape/heads-divide-hidden /hidden_size",
      "qwen3_omni_moe_thinker shape/heads-divide-hidden /text_config/hidden_size",
    ]);
  });
});
