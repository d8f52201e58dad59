import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

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
});
