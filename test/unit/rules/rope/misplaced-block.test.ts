import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, llava, marked, only, small, yarn } from "../support/configs.ts";

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
});
