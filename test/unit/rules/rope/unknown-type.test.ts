import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, json, marked, only, small, yarn } from "../support/configs.ts";

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

  it.each(["deepseek_yarn", "telechat3-yarn", "mllama4", "bailing_mrope", "openpangu", "xdrope", "axial", "ernie_3d"])(
    "leaves %s to the code that comes with a model",
    (type) => {
      expect(findingsOf(CODE, small({ model_type: "mymodel", rope_scaling: { type, factor: 4 } }))).toEqual([]);
      expect(only(CODE, small({ rope_scaling: { type, factor: 4 } })).severity).toBe("error");
    },
  );

  it.each([
    ["deepseek_yarn", ["transformers"]],
    ["ntk", ["transformers", "sglang"]],
    ["su", ["transformers", "sglang"]],
    ["mrope", ["transformers", "sglang"]],
    ["quux", ["transformers", "vllm", "sglang"]],
  ])("says who raises for %s", (type, runtimes) => {
    expect(only(CODE, small({ rope_scaling: { type, factor: 4 } })).runtimes).toEqual(runtimes);
  });

  it("takes mrope for plain where a multimodal class does", () => {
    const rope_scaling = { type: "mrope", mrope_section: [16, 24, 24] };
    const inner = { hidden_size: 2048, num_attention_heads: 16, rope_scaling };
    expect(only(CODE, small({ rope_scaling })).message).toMatch(
      / Only the multimodal Qwen classes turn it into default\.$/,
    );
    expect(only(CODE, small({ model_type: "mymodel", rope_scaling })).severity).toBe("info");
    for (const model_type of ["my_vl", "myomni", "glm9v", "my_image", undefined]) {
      expect(findingsOf(CODE, small({ model_type, rope_scaling }))).toEqual([]);
    }
    expect(findingsOf(CODE, json({ model_type: "mymodel", text_config: { model_type: "mytext", ...inner } }))).toEqual(
      [],
    );
    expect(
      findingsOf(CODE, json({ model_type: "qwen2_5_vl", text_config: { model_type: "qwen2_5_vl_text", ...inner } })),
    ).toEqual([]);
    expect(
      findingsOf(CODE, json({ model_type: "llava", text_config: { model_type: "llama", ...inner } })),
    ).toHaveLength(1);
  });

  it.each([
    ["Yarn_Scaling", "yarn", {}, true],
    ["linear-rope", "linear", {}, true],
    [" linear_scaling ", "linear", {}, true],
    ["linear", null, {}, false],
    ["lineer", "linear", {}, true],
    ["lineer", "linear", { low_freq_factor: 1 }, false],
    ["llama-3", "llama3", {}, false],
    ["PI", "linear", {}, true],
    ["none", "default", {}, false],
    ["", null, {}, false],
    ["quux", null, {}, false],
  ])(
    "offers for %j what was meant, as the one right answer where the block fits: %j with %j",
    (type, meant, keys, preferred) => {
      const found = findingsOf(CODE, small({ rope_scaling: { type, factor: 4, ...keys } }));
      expect(found.flatMap(({ fixes }) => fixes.map((fix) => [fix.title, fix.preferred]))).toEqual(
        meant === null ? [] : [[`Change to "${meant}"`, preferred]],
      );
    },
  );

  it("is as loud as the framework that is chosen, and as a slip of the pen deserves", () => {
    const own = (type: string) => small({ model_type: "mymodel", rope_scaling: { type, factor: 4 } });
    expect(only(CODE, own("quux")).severity).toBe("info");
    expect(only(CODE, own("lineer")).severity).toBe("warning");
    expect(only(CODE, own("quux"), { runtimes: ["vllm"] }).severity).toBe("error");
  });

  it("leaves Phi-3's older name, other senses and blocks that are not read alone", () => {
    const lists = { short_factor: Array(64).fill(1), long_factor: Array(64).fill(2) };
    expect(findingsOf(CODE, small({ model_type: "phi3", rope_scaling: { type: "su", ...lists } }))).toEqual([]);
    const vision = {
      model_type: "dinov3_vit",
      hidden_size: 64,
      num_attention_heads: 4,
      rope_scaling: { type: "quux" },
    };
    expect(findingsOf(CODE, json(vision))).toEqual([]);
    const unread = { rope_scaling: { rope_type: "default" }, rope_parameters: { rope_type: "quux" } };
    expect(findingsOf(CODE, small(unread))).toEqual([]);
  });

  it("knows no more of other types in multimodal models than in others", () => {
    expect(only(CODE, small({ model_type: "my_vl", rope_scaling: { type: "quux", factor: 4 } })).severity).toBe("info");
    expect(only(CODE, small({ model_type: "qwen2_vl_text", rope_scaling: { type: "quux", factor: 4 } })).severity).toBe(
      "error",
    );
  });
});
