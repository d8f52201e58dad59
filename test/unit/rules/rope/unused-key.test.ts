import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/unused-key";

describe(CODE, () => {
  it("names the types that the key belongs to", () => {
    const text = small({
      max_position_embeddings: 131072,
      rope_scaling: {
        ...{
          rope_type: "llama3",
          factor: 8,
          original_max_position_embeddings: 8192,
          low_freq_factor: 1,
          high_freq_factor: 4,
        },
        attention_factor: 1.2,
      },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/attention_factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"attention_factor"');
    expect(finding.message).toBe(
      'The type "llama3" has no "attention_factor": transformers (4.43 to 5.24) ignores it, and 1.2 has no effect. It belongs to "yarn" and "longrope".',
    );
    expect(fixedBy("Remove attention_factor", finding, text)).toBe(
      small({
        max_position_embeddings: 131072,
        rope_scaling: {
          rope_type: "llama3",
          factor: 8,
          original_max_position_embeddings: 8192,
          low_freq_factor: 1,
          high_freq_factor: 4,
        },
      }),
    );
  });

  it("says that default scales nothing", () => {
    const text = small({ rope_scaling: { rope_type: "default", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/factor",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"factor"');
    expect(finding.message).toBe(
      'The type "default" has no "factor": transformers (4.43 to 5.24) ignores it, and nothing is scaled. It belongs to "linear", "dynamic", "yarn" or "proportional".',
    );
    expect(fixedBy('Change the type to "linear"', finding, text)).toBe(
      small({ rope_scaling: { rope_type: "linear", factor: 4 } }),
    );
  });

  it("gives one finding for the keys of another type", () => {
    const limits = { low_freq_factor: 1, high_freq_factor: 4 };
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4, ...limits } });
    const finding = only(CODE, text);
    expect(finding.jsonPointer).toBe("/rope_scaling/low_freq_factor");
    expect(finding.message).toBe(
      'The type "linear" has no "low_freq_factor" and "high_freq_factor": transformers (4.43 to 5.24) ignores them. They belong to "llama3".',
    );
    expect(fixedBy('Change the type to "llama3"', finding, text)).toBe(
      small({ rope_scaling: { rope_type: "llama3", factor: 4, ...limits } }),
    );
  });

  it("is information for a pretrained length, which is worth keeping", () => {
    const text = small({ rope_scaling: { rope_type: "linear", factor: 4, original_max_position_embeddings: 4096 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/rope_scaling/original_max_position_embeddings",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"original_max_position_embeddings"');
    expect(finding.message).toBe(
      'The type "linear" has no "original_max_position_embeddings": transformers (4.43 to 5.24) ignores it, and 4096 has no effect. SGLang takes it as a sign that max_position_embeddings is the extended length already.',
    );
  });

  it("finds keys that nobody knows", () => {
    const text = small({ rope_scaling: yarn({ my_note: 7 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling/my_note",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"my_note"');
    expect(finding.message).toBe(
      'The type "yarn" has no "my_note": transformers (4.43 to 5.24) ignores it, and 7 has no effect.',
    );
  });

  it("leaves keys of other frameworks and notes of the authors alone", () => {
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ extrapolation_factor: 1 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ finetuned: true }) }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        small({
          model_type: "hunyuan_v1_dense",
          rope_scaling: { type: "dynamic", alpha: 1000, factor: 1, beta_fast: 32 },
        }),
      ),
    ).toEqual([]);
  });

  it("gives keys of no type their own finding beside those of another", () => {
    const found = findingsOf(
      CODE,
      small({
        rope_scaling: {
          rope_type: "linear",
          factor: 4,
          beta_fast: 32,
          beta_slow: 1,
          foo: 1,
          original_max_position_embeddings: 4096,
        },
      }),
    );
    expect(found.map(({ jsonPointer }) => jsonPointer)).toEqual(["/rope_scaling/beta_fast", "/rope_scaling/foo"]);
    // No type has all of them.
    expect(found[0]?.message).toMatch(/ ignores them\.$/);
    expect(found.map(({ fixes }) => fixes.map(({ title }) => title))).toEqual([
      ["Remove beta_fast and beta_slow"],
      ["Remove foo"],
    ]);
    expect(found.flatMap(({ fixes }) => fixes.map(({ preferred }) => preferred))).toEqual([false, false]);
  });

  it("changes the type where it is spelled, and takes all of the keys out", () => {
    const text = small({ rope_scaling: { type: "linear", factor: 4, beta_fast: 32, beta_slow: 1 } });
    const finding = only(CODE, text, { runtimes: ["vllm"] });
    expect(finding).toMatchObject({ severity: "info", runtimes: ["transformers"] });
    expect(finding.message).toMatch(/ They belong to "yarn"\.$/);
    expect(fixedBy('Change the type to "yarn"', finding, text)).toBe(
      small({ rope_scaling: { type: "yarn", factor: 4, beta_fast: 32, beta_slow: 1 } }),
    );
    expect(fixedBy("Remove beta_fast and beta_slow", finding, text)).toBe(
      small({ rope_scaling: { type: "linear", factor: 4 } }),
    );
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false, false]);
  });

  it("stands at the factor where default has other keys too, and says nothing of scaling where it is 1", () => {
    const finding = only(CODE, small({ rope_scaling: { beta_fast: 32, rope_type: "default", factor: 4 } }));
    expect(finding.jsonPointer).toBe("/rope_scaling/factor");
    expect(finding.message).toBe(
      'The type "default" has no "beta_fast" and "factor": transformers (4.43 to 5.24) ignores them, and nothing is scaled. They belong to "yarn".',
    );
    const one = only(CODE, small({ rope_scaling: { rope_type: "default", factor: 1 } }));
    expect(one.message).toMatch(/ ignores it\. It belongs to "linear", "dynamic", "yarn" or "proportional"\.$/);
    expect(only(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4, beta_fast: 3 } })).message).toContain(
      "and 3 has no effect",
    );
  });

  it("names a key that several types have, and HunYuan's only in dynamic", () => {
    const alpha = only(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4, alpha: 3 } }));
    expect(alpha.message).toMatch(/ It belongs to "dynamic"\.$/);
    const mixed = findingsOf(
      CODE,
      small({ rope_scaling: { rope_type: "dynamic", factor: 4, alpha: 2, beta_fast: 3, foo: 1 } }),
    );
    expect(mixed.map(({ jsonPointer }) => jsonPointer)).toEqual(["/rope_scaling/foo"]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "dynamic", factor: 4, beta_fast: 3 } }))).toHaveLength(
      1,
    );
    expect(
      findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4, alpha: 3, beta_fast: 3 } })),
    ).toHaveLength(1);
  });

  it("leaves null, blocks that are not read and blocks with another fault alone", () => {
    const linear = { rope_type: "linear", factor: 4 };
    expect(findingsOf(CODE, small({ rope_scaling: { ...linear, beta_fast: null } }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { ...linear, factor: "4", beta_fast: 3 } }))).toEqual([]);
    const nested = {
      full_attention: { ...linear, foo: 1, rope_theta: 1 },
      sliding_attention: { rope_type: "default" },
    };
    expect(findingsOf(CODE, gemma({ rope_scaling: linear, rope_parameters: nested }))).toEqual([]);
  });
});
