import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, json, llava, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/misplaced-block";

describe(CODE, () => {
  it("is an error for yarn, which raises", () => {
    const text = llava({ rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The language model is read from "text_config", not from here: this "yarn" block raises AttributeError in transformers 5.24 (no attribute \'max_position_embeddings\'), and earlier releases ignore it.',
    );
    expect(fixedBy("Move it into text_config", finding, text)).toBe(llava({}, { rope_scaling: yarn() }));
  });

  it("is a warning for linear, which is ignored", () => {
    const text = llava({ rope_scaling: { rope_type: "linear", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The language model is read from "text_config", not from here: this "linear" block is ignored, and nothing is scaled.',
    );
  });

  it("finds a base that is another than the language model's", () => {
    const text = llava({ rope_theta: 1000000 });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_theta"');
    expect(finding.message).toBe(
      'The language model is read from "text_config", not from here: 1000000 has no effect, and theta is 10000.',
    );
    expect(fixedBy("Move it into text_config", finding, text)).toBe(llava({}, { rope_theta: 1000000 }));
  });

  it("offers no move where the part has a block", () => {
    const text = llava({ rope_scaling: yarn({ factor: 8 }) }, { rope_scaling: yarn() });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The language model is read from "text_config", not from here: this "yarn" block raises AttributeError in transformers 5.24 (no attribute \'max_position_embeddings\'), and earlier releases ignore it.',
    );
  });

  it("leaves blocks in their place, copies of them, and types that read flat keys alone", () => {
    expect(findingsOf(CODE, llava({}, { rope_scaling: yarn() }))).toEqual([]);
    expect(findingsOf(CODE, llava({ rope_scaling: yarn() }, { rope_scaling: yarn() }))).toEqual([]);
    expect(
      findingsOf(
        CODE,
        small({ model_type: "qwen2_5_vl", rope_scaling: { type: "mrope", mrope_section: [16, 24, 24] } }),
      ),
    ).toEqual([]);
  });

  it("finds blocks in parts that are no model, however deep, and moves them to where the model is read from", () => {
    const linear = { rope_type: "linear", factor: 4 };
    const text = small({ other: { rope_scaling: linear } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "warning",
      jsonPointer: "/other/rope_scaling",
      runtimes: ["transformers"],
    });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe(
      'The language model is read from the top level, not from here: this "linear" block scales none of its RoPE.',
    );
    expect(fixedBy("Move it to the top level", finding, text)).toBe(small({ other: {}, rope_scaling: linear }));
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
    const deep = only(CODE, small({ other: { deep: { rope_parameters: { factor: 4 } } } }), { runtimes: ["vllm"] });
    expect(deep).toMatchObject({ severity: "info", jsonPointer: "/other/deep/rope_parameters" });
    expect(deep.message).toContain("not from here: this block scales");
    const inPart = only(CODE, llava({ other: { rope_scaling: { type: "linear", factor: 4 } } }));
    expect(inPart.message).toBe(
      'The language model is read from "text_config", not from here: this "linear" block scales none of its RoPE.',
    );
    expect(inPart.fixes.map(({ title }) => title)).toEqual(["Move it into text_config"]);
    expect(only(CODE, small({ rope_scaling: linear, other: { rope_scaling: yarn() } })).fixes).toEqual([]);
  });

  it.each(["vision_config", "visual", "image_tower", "audio_config", "speech_encoder"])(
    "takes a scaled block in %s for the language model's where that has none",
    (part) => {
      const linear = { rope_type: "linear", factor: 4 };
      const other = { [part]: { hidden_size: 64, rope_scaling: linear } };
      expect(only(CODE, small(other)).jsonPointer).toBe(`/${part}/rope_scaling`);
      expect(findingsOf(CODE, small({ ...other, rope_scaling: linear }))).toEqual([]);
    },
  );

  it.each(["hidden_size", "model_type", "num_attention_heads"])(
    "takes a part with %s for a model of its own",
    (key) => {
      const linear = { rope_type: "linear", factor: 4 };
      expect(
        findingsOf(CODE, small({ draft_config: { [key]: key === "model_type" ? "llama" : 64, rope_scaling: linear } })),
      ).toEqual([]);
    },
  );

  it.each([
    [{ rope_type: "mrope", factor: 2 }, 0],
    [{ type: "axial" }, 0],
    [{ rope_type: "default" }, 0],
    [{ rope_type: null, type: "yarn" }, 1],
    [{ rope_theta: 3 }, 0],
    [{}, 0],
    ["yarn", 0],
  ])("takes %j for a scaling or not", (block, found) => {
    expect(findingsOf(CODE, small({ other: { rope_scaling: block } }))).toHaveLength(found);
    expect(findingsOf(CODE, llava({ rope_scaling: block }))).toHaveLength(found);
  });

  it("leaves the parts alone through which the language model is reached", () => {
    const linear = { rope_type: "linear", factor: 4 };
    const shape = { hidden_size: 2048, num_attention_heads: 16, max_position_embeddings: 16384 };
    const omni = (outer: object, thinker: object) =>
      json({ model_type: "qwen2_5_omni", ...outer, thinker_config: { ...thinker, text_config: shape } });
    expect(findingsOf(CODE, omni({}, { rope_scaling: linear }))).toEqual([]);
    const text = omni({ rope_scaling: linear }, {});
    expect(
      JSON.parse(fixedBy("Move it into thinker_config/text_config", only(CODE, text), text)).thinker_config,
    ).toEqual({
      text_config: { ...shape, rope_scaling: linear },
    });
  });

  it("knows that only transformers' own types raise, and only where the outer config lacks the window", () => {
    const ignored = /this "yarn" block is ignored, and nothing is scaled\.$/;
    const windowed = only(CODE, llava({ rope_scaling: yarn(), max_position_embeddings: 16384 }));
    expect(windowed).toMatchObject({ severity: "warning", runtimes: ["transformers", "vllm", "sglang"] });
    expect(windowed.message).toMatch(ignored);
    expect(only(CODE, llava({ model_type: "mymodel", rope_scaling: yarn() })).message).toMatch(ignored);
    expect(only(CODE, llava({ rope_scaling: yarn() }), { runtimes: ["transformers@4.57.6"] }).severity).toBe("warning");
    expect(only(CODE, llava({ rope_parameters: { type: "llama3" } })).message).toContain("raises AttributeError");
    expect(only(CODE, llava({ rope_scaling: { factor: 4 } })).message).toContain(
      "not from here: this block is ignored",
    );
  });

  it("offers no move of a base where the part has one, and leaves the same base alone", () => {
    expect(only(CODE, llava({ rope_theta: 1000000 }, { rope_theta: 20000 })).fixes).toEqual([]);
    expect(findingsOf(CODE, llava({ rope_theta: 1000000 }, { rope_theta: 1000000 }))).toEqual([]);
    const finding = only(CODE, llava({ rope_theta: 1000000 }), { runtimes: ["vllm"] });
    expect(finding.severity).toBe("info");
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
  });

  it.each([
    ["transformers@5.0.0", "warning"],
    ["transformers@5.24.0", "error"],
    ["vllm@0.11.0", "info"],
    ["vllm@0.28.0", "error"],
    ["sglang@0.4.10.post2", "info"],
    ["sglang", "error"],
    ["tgi", "info"],
  ])("knows whether %s raises for yarn beside the part, and ignores linear", (runtime, severity) => {
    const severityOf = (block: object) => only(CODE, llava({ rope_scaling: block }), { runtimes: [runtime] }).severity;
    expect(severityOf(yarn())).toBe(severity);
    expect(severityOf({ rope_type: "linear", factor: 4 })).toBe(runtime === "tgi" ? "info" : "warning");
  });
});
