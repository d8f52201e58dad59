import { describe, expect, it } from "vitest";
import { findingsOf, gemma, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "runtime/unsupported-type";

describe(CODE, () => {
  it("tells of vLLM and SGLang unasked, as information", () => {
    const text = small({ max_position_embeddings: 4096, rope_scaling: { rope_type: "dynamic", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/rope_scaling", runtimes: ["vllm"] });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'This "dynamic" block does not run as written in vLLM 0.33.0: dynamic by factor scales nothing since 0.22.',
    );
  });

  it("is an error about a chosen framework", () => {
    const text = small({ rope_scaling: yarn() });
    const finding = only(CODE, text, { runtimes: ["ctranslate2"] });
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/rope_scaling", runtimes: ["ctranslate2@4.8.5"] });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "This \"yarn\" block does not run as written in CTranslate2 4.8.5: raises NotImplementedError: RoPE scaling type 'yarn' is not yet implemented.",
    );
  });

  it("leaves scalings alone that run, and dynamic that vLLM's own key drives", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        small({
          max_position_embeddings: 4096,
          rope_scaling: { rope_type: "dynamic", factor: 4, max_trained_positions: 4096 },
        }),
      ),
    ).toEqual([]);
  });

  it("names every chosen framework that does not run it, and why", () => {
    const text = small({ max_position_embeddings: 4096, rope_scaling: { rope_type: "dynamic", factor: 4 } });
    const finding = only(CODE, text, { runtimes: ["vllm", "exllamav2", "transformers"] });
    expect(finding).toMatchObject({ severity: "error", runtimes: ["vllm@0.33.0", "exllamav2@0.3.2"] });
    expect(finding.message).toMatch(/ vLLM 0\.33\.0: [^;]+; nor in ExLlamaV2 0\.3\.2: [^;]+\.$/);
    const longrope = {
      rope_type: "longrope",
      factor: 4,
      short_factor: Array(64).fill(1),
      long_factor: Array(64).fill(2),
    };
    const other = small({ original_max_position_embeddings: 4096, rope_scaling: longrope });
    expect(only(CODE, other, { runtimes: ["ctranslate2"] }).message).toMatch(
      /^This "longrope" block does not run as written in CTranslate2 /,
    );
  });

  it("leaves dynamic alone that vLLM's other key drives, and in other frameworks not", () => {
    const text = small({ max_position_embeddings: 4096, rope_scaling: { rope_type: "dynamic", factor: 4, alpha: 2 } });
    expect(findingsOf(CODE, text)).toEqual([]);
    expect(findingsOf(CODE, text, { runtimes: ["exllamav2"] })).toHaveLength(1);
  });

  it("leaves a ramp that is always rounded, a spelling that is not read, and what is in dispute to other rules", () => {
    const rounded = small({ rope_scaling: yarn({ truncate: false }) });
    expect(findingsOf(CODE, rounded, { runtimes: ["exllamav2"] })).toEqual([]);
    expect(findingsOf(CODE, rounded, { runtimes: ["ctranslate2"] })).toHaveLength(1);
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }), { runtimes: ["exllamav2"] })).toHaveLength(1);
    const newer = small({ rope_parameters: yarn() });
    expect(findingsOf(CODE, newer, { runtimes: ["exllamav2"] })).toEqual([]);
    expect(findingsOf(CODE, newer, { runtimes: ["ctranslate2"] })).toHaveLength(1);
    const both = small({ rope_scaling: yarn(), rope_parameters: yarn() });
    expect(findingsOf(CODE, both, { runtimes: ["exllamav2"] })).toHaveLength(1);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ factor: "4" }) }), { runtimes: ["ctranslate2"] })).toEqual([]);
  });

  it("offers another spelling only for frameworks that were chosen", () => {
    const plain = { rope_type: "default", rope_theta: 10000 };
    const text = gemma({
      rope_parameters: {
        full_attention: { rope_type: "linear", factor: 4, rope_theta: 1000000 },
        sliding_attention: plain,
      },
    });
    expect(only(CODE, text, { runtimes: ["exllamav3"] }).fixes).toHaveLength(1);
    expect(
      findingsOf(CODE, small({ max_position_embeddings: 4096, rope_scaling: { rope_type: "dynamic", factor: 4 } }))[0]
        ?.fixes,
    ).toEqual([]);
  });
});
