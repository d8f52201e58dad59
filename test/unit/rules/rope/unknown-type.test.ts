import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/unknown-type";

describe(CODE, () => {
  it("names the type that another name stands for", () => {
    const text = small({ rope_scaling: { type: "dynamic-ntk", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"dynamic-ntk"');
    expect(finding.message).toBe(
      '"dynamic-ntk" is no scaling type of transformers (default, linear, dynamic, yarn, longrope or llama3): the model\'s constructor raises KeyError "dynamic-ntk".',
    );
    expect(fixedBy('Change to "dynamic"', finding, text)).toBe(small({ rope_scaling: { type: "dynamic", factor: 4 } }));
  });

  it("sees through blanks", () => {
    const text = small({ rope_scaling: yarn({ rope_type: "yarn " }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/rope_type",
      runtimes: ["transformers", "vllm", "sglang"],
    });
    expect(marked(text, finding)).toBe('"yarn "');
    expect(finding.message).toBe(
      '"yarn " is no scaling type of transformers (default, linear, dynamic, yarn, longrope or llama3): the model\'s constructor raises KeyError "yarn ".',
    );
    expect(fixedBy('Change to "yarn"', finding, text)).toBe(small({ rope_scaling: yarn() }));
  });

  it("says how NTK is written instead", () => {
    const text = small({ rope_scaling: { rope_type: "ntk", factor: 4 } });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/rope_type",
      runtimes: ["transformers", "sglang"],
    });
    expect(marked(text, finding)).toBe('"ntk"');
    expect(finding.message).toBe(
      '"ntk" is no scaling type of transformers (default, linear, dynamic, yarn, longrope or llama3): the model\'s constructor raises KeyError "ntk". vLLM has a type of that name, with another formula; NTK-aware scaling is written as a larger rope_theta without a block.',
    );
  });

  it("is an error of SGLang, but not of vLLM, for su", () => {
    const text = small({
      rope_scaling: {
        type: "su",
        short_factor: Array(64).fill(1),
        long_factor: Array(64).fill(2),
        original_max_position_embeddings: 4096,
      },
    });
    const finding = only(CODE, text, { runtimes: ["sglang", "vllm"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_scaling/type",
      runtimes: ["transformers", "sglang@0.5.23"],
    });
    expect(marked(text, finding)).toBe('"su"');
    expect(finding.message).toBe(
      '"su" is no scaling type of transformers (default, linear, dynamic, yarn, longrope or llama3): the model\'s constructor raises KeyError "su". vLLM reads it as "longrope", SGLang raises ValueError.',
    );
  });

  it("is information where the architecture is no class of transformers", () => {
    const finding = only(
      CODE,
      small({
        architectures: ["LlamaForCausalLMEagle3"],
        rope_scaling: { type: "mrope", mrope_section: [16, 24, 24] },
      }),
    );
    expect(finding).toMatchObject({ severity: "info", jsonPointer: "/rope_scaling/type" });
  });

  it("is information where the model brings its own code", () => {
    const text = small({
      model_type: "mymodel",
      auto_map: { AutoConfig: "configuration_my.MyConfig" },
      rope_scaling: { rope_type: "ntk", factor: 4 },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({
      severity: "info",
      jsonPointer: "/rope_scaling/rope_type",
      runtimes: ["transformers", "sglang"],
    });
    expect(marked(text, finding)).toBe('"ntk"');
    expect(finding.message).toBe(
      '"ntk" is no scaling type of transformers\' own classes (default, linear, dynamic, yarn, longrope or llama3), which raise KeyError "ntk": only code that comes with the model can know it. vLLM has a type of that name, with another formula; NTK-aware scaling is written as a larger rope_theta without a block.',
    );
  });

  it("leaves mrope in multimodal models and known types alone", () => {
    expect(
      findingsOf(
        CODE,
        small({ model_type: "qwen2_5_vl", rope_scaling: { type: "mrope", mrope_section: [16, 24, 24] } }),
      ),
    ).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn() }))).toEqual([]);
  });
});
