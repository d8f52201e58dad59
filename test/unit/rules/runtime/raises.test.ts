import { describe, expect, it } from "vitest";
import { findingsOf, json, marked, only, small } from "../support/configs.ts";

const CODE = "runtime/raises";

describe(CODE, () => {
  it("gives the framework's own words", () => {
    const text = small({
      max_position_embeddings: null,
      rope_scaling: {
        rope_type: "llama3",
        factor: 8,
        original_max_position_embeddings: 8192,
        low_freq_factor: 1,
        high_freq_factor: 4,
      },
    });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers@4.57.6"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      "transformers 4.57.6 raises TypeError for this file: '>=' not supported between instances of 'int' and 'NoneType'.",
    );
  });

  it("is told unasked of the newest transformers, at the key that it names", () => {
    const text = small({ num_hidden_layers: null });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/num_hidden_layers", runtimes: ["transformers"] });
    expect(finding.message).toMatch(
      /^transformers 5\.24\.0 raises StrictDataclassFieldValidationError for this file: /,
    );
  });

  it("stays silent unasked where something else is wrong, or where the file names code of its own", () => {
    expect(findingsOf(CODE, small({ num_hidden_layers: null, rope_theta: 0 }))).toEqual([]);
    expect(findingsOf(CODE, small({ num_hidden_layers: null, auto_map: { AutoConfig: "x.Y" } }))).toEqual([]);
  });

  it("leaves what only transformers 4 does to those who ask", () => {
    expect(
      findingsOf(
        CODE,
        small({
          max_position_embeddings: null,
          rope_scaling: {
            rope_type: "llama3",
            factor: 8,
            original_max_position_embeddings: 8192,
            low_freq_factor: 1,
            high_freq_factor: 4,
          },
        }),
      ),
    ).toEqual([]);
  });

  it("leaves to other rules what they have said", () => {
    expect(
      findingsOf(CODE, small({ rope_scaling: { rope_type: "linear" } }), { runtimes: ["transformers@4.57.6"] }),
    ).toEqual([]);
  });

  it("is said of the newest transformers unasked where a block per layer type is missing", () => {
    const text = json({
      model_type: "gemma4_text",
      hidden_size: 1024,
      num_attention_heads: 8,
      num_hidden_layers: 6,
      head_dim: 128,
      global_head_dim: 256,
      max_position_embeddings: 131072,
      rope_parameters: { sliding_attention: { rope_type: "default", rope_theta: 10000 } },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", runtimes: ["transformers"] });
    expect(finding.message).toMatch(/^transformers 5\.24\.0 raises KeyError for this file/);
  });
});
