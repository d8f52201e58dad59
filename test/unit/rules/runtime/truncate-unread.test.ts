import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "runtime/truncate-unread";

describe(CODE, () => {
  it("says how far the frequencies are off", () => {
    const text = small({ rope_scaling: yarn({ truncate: false }) });
    const finding = only(CODE, text, { runtimes: ["mlx-lm", "transformers@4.52.4"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/truncate",
      runtimes: ["transformers@4.52.4", "mlx-lm@0.32.2"],
    });
    expect(marked(text, finding)).toBe("false");
    expect(finding.message).toBe(
      "transformers 4.52.4 and mlx-lm 0.32.2 always round the ends of the ramp: 17 of the 64 pairs get another frequency, by up to 5.1 %.",
    );
  });

  it("is not told unasked, nor about frameworks that read it", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ truncate: false }) }))).toEqual([]);
  });

  it("leaves releases alone that know the key", () => {
    expect(
      findingsOf(CODE, small({ rope_scaling: yarn({ truncate: false }) }), {
        runtimes: ["transformers@4.57.6", "vllm"],
      }),
    ).toEqual([]);
  });

  it.each([
    ["vllm@0.11.2", 1],
    ["vllm@0.12.0", 0],
    ["sglang@0.4.10.post2", 1],
    ["sglang@0.5.8.post1", 0],
    ["transformers@4.54.1", 1],
    ["transformers@4.55.4", 0],
    ["mlx-lm", 1],
    ["tgi", 1],
    ["llama.cpp", 1],
    ["tensorrt-llm", 1],
    ["lmdeploy-turbomind", 1],
    ["exllamav2", 1],
    ["ctranslate2", 0],
  ])("knows whether %s always rounds", (runtime, found) => {
    const findings = findingsOf(CODE, small({ rope_scaling: yarn({ truncate: false }) }), { runtimes: [runtime] });
    expect(findings).toHaveLength(found);
    for (const { message } of findings)
      expect(message).toMatch(/ always rounds the ends of the ramp: 17 of the 64 pairs /);
  });

  it("names only the frameworks that round", () => {
    const finding = only(CODE, small({ rope_scaling: yarn({ truncate: false }) }), { runtimes: ["vllm", "tgi"] });
    expect(finding.runtimes).toEqual(["tgi@3.3.7"]);
  });

  it("leaves a ramp alone that rounding does not move, true, and a RoPE that cannot be computed", () => {
    for (const block of [
      { truncate: false, beta_fast: 1, beta_slow: 1 },
      { truncate: true },
      { truncate: false, factor: 0 },
    ]) {
      expect(findingsOf(CODE, small({ rope_scaling: yarn(block) }), { runtimes: ["tgi"] })).toEqual([]);
    }
  });
});
