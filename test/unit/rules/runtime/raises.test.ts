import { describe, expect, it } from "vitest";
import { findingsOf, json, marked, only, small, yarn } from "../support/configs.ts";

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

  it("stands at the block, else at the type, where the framework's words name no key of the file", () => {
    const nameless = only(CODE, small(), { runtimes: ["mlx-lm"] });
    expect(nameless).toMatchObject({ jsonPointer: "/model_type", runtimes: ["mlx-lm@0.32.2"] });
    expect(nameless.message).toMatch(
      /^mlx-lm 0\.32\.2 raises TypeError for this file: ModelArgs\.__init__\(\) missing 3 required/,
    );
    expect(marked(small(), nameless)).toBe('"llama"');
    const block = only(CODE, small({ rope_scaling: yarn() }), { runtimes: ["mlx-lm"] });
    expect(block.jsonPointer).toBe("/rope_scaling");
    const untyped = { hidden_size: 2048, num_attention_heads: 16, num_hidden_layers: 2, max_position_embeddings: 4096 };
    const part = json({ model_type: "llava", text_config: untyped });
    for (const { jsonPointer } of findingsOf(CODE, part, { runtimes: ["mlx-lm", "tgi"] }))
      expect(jsonPointer).toBe("/text_config");
  });

  it("stands at the key that the framework names, in the block or beside it", () => {
    const mrope = small({ model_type: "qwen2_5_vl", rope_scaling: { type: "mrope", mrope_section: [32, 48, 48] } });
    const finding = only(CODE, mrope);
    expect(finding).toMatchObject({ jsonPointer: "/rope_scaling", runtimes: ["transformers"] });
    expect(finding.message).toMatch(
      /^transformers 5\.24\.0 raises RuntimeError for this file: split_with_sizes expects split_sizes to sum exactly to 64 /,
    );
    const beside = only(CODE, small({ hidden_size: null }), { runtimes: ["vllm"] });
    expect(beside).toMatchObject({ jsonPointer: "/hidden_size", runtimes: ["vllm@0.33.0"] });
    expect(marked(small({ hidden_size: null }), beside)).toBe("null");
  });

  it("gives each chosen framework its own finding, and names a framework once where a release is accused already", () => {
    const runtimes = ["vllm", "tgi", "mlx-lm"];
    expect(
      findingsOf(CODE, small({ hidden_size: null }), { runtimes })
        .flatMap((finding) => finding.runtimes)
        .toSorted(),
    ).toEqual(["mlx-lm@0.32.2", "tgi@3.3.7", "vllm@0.33.0"]);
    const twice = findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4 } }).replace("4.0", "4"), {
      runtimes,
    });
    expect(twice.flatMap((finding) => finding.runtimes)).toEqual(["mlx-lm@0.32.2"]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn({ factor: "4" }) }), { runtimes })).toEqual([]);
  });

  it("is not told unasked of types that do not build from their own defaults, but of a block that scales", () => {
    const shape = {
      model_type: "gemma4_text",
      hidden_size: 1024,
      num_attention_heads: 8,
      num_hidden_layers: 6,
      head_dim: 128,
    };
    expect(findingsOf(CODE, json(shape))).toEqual([]);
    expect(findingsOf(CODE, small({ num_hidden_layers: null, model_type: "mymodel" }))).toEqual([]);
  });
});
