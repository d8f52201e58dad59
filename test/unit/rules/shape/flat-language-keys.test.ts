import { describe, expect, it } from "vitest";
import { findings, findingsOf, json, llava, marked, only, small } from "../support/configs.ts";

const CODE = "shape/flat-language-keys";

describe(CODE, () => {
  it("says which keys are ignored", () => {
    const text = small({ model_type: "llava", vision_config: {} });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/model_type", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"llava"');
    expect(finding.message).toBe(
      'llava reads its language model from text_config: transformers 5 builds it from the defaults of llama and ignores "hidden_size", "num_attention_heads", "num_hidden_layers", "max_position_embeddings" and "rope_theta" at top level.',
    );
  });

  it("is all that is said of a block there: what is not read cannot be wrong", () => {
    const text = small({ model_type: "gemma3", rope_scaling: { type: "linear", factor: 1 } });
    expect(findings(text).map(({ code, severity }) => [code, severity])).toEqual([[CODE, "warning"]]);
  });

  it("leaves types that read flat keys, files with a part, and code of its own alone", () => {
    expect(findingsOf(CODE, small({ model_type: "qwen2_5_vl", vision_config: {} }))).toEqual([]);
    expect(findingsOf(CODE, llava({}))).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "llava", auto_map: { AutoConfig: "llava.LlavaConfig" } }))).toEqual([]);
    expect(findingsOf(CODE, json({ model_type: "llava", hidden_size: 4096, vision_config: {} }))).toEqual([]);
  });

  it("needs four keys of a language model, and is information for releases that read them", () => {
    const three = { model_type: "llava", hidden_size: 4096, num_attention_heads: 32, rope_theta: 20000 };
    expect(findingsOf(CODE, json(three))).toEqual([]);
    expect(findingsOf(CODE, json({ ...three, rms_norm_eps: 1e-5 }))).toHaveLength(1);
    const older = only(CODE, small({ model_type: "llava" }), { runtimes: ["transformers@4.57.6"] });
    expect(older).toMatchObject({ severity: "info", runtimes: ["transformers"] });
    expect(findingsOf(CODE, small())).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: undefined }))).toEqual([]);
  });
});
