import { describe, expect, it } from "vitest";
import { findingsOf, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/refused-type";

describe(CODE, () => {
  it("says what Phi-3 takes", () => {
    const text = small({ model_type: "phi3", rope_scaling: { rope_type: "linear", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/rope_type",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"linear"');
    expect(finding.message).toBe(
      'phi3 takes "default" or "longrope" only: transformers 5.24 raises when it loads a "linear" block.',
    );
  });

  it("is information where the model brings its own code", () => {
    const text = small({
      model_type: "phi3",
      auto_map: { AutoConfig: "configuration_phi3.Phi3Config" },
      rope_scaling: { type: "su", short_factor: Array(64).fill(1), long_factor: Array(64).fill(2) },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/rope_scaling/type", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"su"');
    expect(finding.message).toBe(
      'phi3 takes "default" or "longrope" only: transformers 5.24 raises when it loads a "su" block.',
    );
  });

  it("leaves the types that are taken alone", () => {
    expect(
      findingsOf(
        CODE,
        small({
          model_type: "phi3",
          original_max_position_embeddings: 4096,
          rope_scaling: { type: "longrope", short_factor: Array(64).fill(1), long_factor: Array(64).fill(2) },
        }),
      ),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
  });

  it("knows types that take no scaling at all", () => {
    const finding = only(
      CODE,
      small({ model_type: "recurrent_gemma", rope_scaling: { rope_type: "linear", factor: 4 } }),
    );
    expect(finding.message).toMatch(/^recurrent_gemma takes "default" only: /);
  });

  it("leaves types that are in dispute, and blocks that are not read, to other rules", () => {
    const linear = { rope_type: "linear", factor: 4 };
    const phi = { model_type: "phi3" };
    expect(findingsOf(CODE, small({ ...phi, rope_scaling: { ...linear, type: "yarn" } }))).toEqual([]);
    expect(
      findingsOf(CODE, small({ ...phi, rope_scaling: { rope_type: "default" }, rope_parameters: linear })),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ ...phi, rope_scaling: { factor: 4 } }))).toEqual([]);
  });
});
