import { describe, expect, it } from "vitest";
import { vllmFlags } from "../../../../src/runtimes/flags/vllm.ts";
import { answer, CASES, commandOf, reasonOf, request } from "./requests.ts";

const SCALED = {
  rope_type: "yarn",
  factor: 2,
  original_max_position_embeddings: 4096,
  attention_factor: 1.5,
};

describe("a framework without such options", () => {
  it.each([
    ["transformers", "transformers is loaded from Python and has no launch arguments; change the file"],
    [
      "mlx-lm",
      "its commands take no RoPE options; in Python, mlx_lm.load(path, model_config={...}) replaces keys of the file",
    ],
    ["exllamav3", "there is no RoPE option; -cs is the length of the cache alone"],
    ["tensorrt-llm", "there is no RoPE option; model_kwargs in a --config file is a prototype that was not tried"],
    ["onnxruntime-genai", "the RoPE is built into the graph; nothing at run time changes it"],
    ["ctranslate2", "the RoPE is fixed at conversion; neither converting nor running has an option for it"],
    ["ollama", "there is no RoPE option, and num_ctx is cut to the length in the GGUF"],
    ["mistral.rs", "there is no RoPE option; --max-seq-len only plans the memory of the devices"],
  ])("%s says why for every strategy", (runtime, reason) => {
    for (const wish of Object.values(CASES)) expect(reasonOf({ ...wish, runtime })).toBe(reason);
  });
});

describe("a framework that has options, but not for this strategy", () => {
  it.each([
    ["llama.cpp", "llama3", "llama3 is the rope_freqs tensor, which conversion writes from the file"],
    ["llama.cpp", "perPair", "conversion drops the per-pair factors: the model runs without scaling"],
    ["tgi", "linear", "linear is accepted and not applied"],
    ["tgi", "yarn", "--rope-scaling takes linear, which changes nothing, and dynamic; not yarn"],
    ["tgi", "llama3", "--rope-scaling takes linear, which changes nothing, and dynamic; not llama3"],
    ["tgi", "perPair", "--rope-scaling takes linear, which changes nothing, and dynamic; not longrope"],
    ["exllamav2", "yarn", "computes yarn's ramp from the extended length"],
    ["exllamav2", "llama3", "there is no option for llama3"],
    ["exllamav2", "perPair", "there is no option for longrope"],
    ["lmdeploy-turbomind", "yarn", "computes yarn's ramp from the extended length"],
    ["lmdeploy-turbomind", "perPair", "raises RuntimeError: Unsupported rope type: longrope"],
    ["lmdeploy", "ntk", "another rope_theta was not tried as an override"],
    ["mlc-llm", "llama3", "the RoPE is fixed when the model is compiled; the overrides have no field for it"],
    ["vllm", "dynamic", "dynamic by factor scales nothing since 0.22"],
    ["sglang", "dynamic", "dynamic was not tried as an override"],
    ["vllm", "none", "there is no scaling to give; only the window would be longer"],
  ] as const)("%s: %s", (runtime, name, reason) => {
    expect(reasonOf({ ...CASES[name], runtime })).toBe(reason);
  });
});

describe("what was not tried gives no command", () => {
  it("releases between those that were", () => {
    expect(reasonOf({ ...CASES.yarn, runtime: "vllm@0.12.0" })).toBe("overrides were not tried on 0.12.0");
    expect(reasonOf({ ...CASES.yarn, runtime: "sglang@0.5.3" })).toBe("overrides were not tried on 0.5.3");
    expect(reasonOf({ ...CASES.perPair, runtime: "vllm@0.11.0" })).toBe(
      "resonant was not tried as an override on 0.11.0",
    );
    expect(reasonOf({ ...CASES.linear, runtime: "sglang@0.4.10.post2" })).toBe(
      "linear was not tried as an override on 0.4.10.post2",
    );
  });

  it("a release older than every known one", () => {
    for (const runtime of ["vllm@0.1.0", "mlx-lm@0.1.0"]) {
      expect(answer({ ...CASES.yarn, runtime })).toEqual({
        command: null,
        reason: `nothing is known about ${runtime.replace("@", " ")}`,
        source: null,
      });
    }
  });

  it("a model type that the framework's sources were not read for", () => {
    expect(reasonOf({ ...CASES.yarn, config: { model_type: "granitemoeshared" } })).toBe(
      "whether it runs there is unknown: vLLM 0.33.0 was not tried with granitemoeshared",
    );
  });

  it("a RoPE for each layer type", () => {
    const config = {
      model_type: "gemma3_text",
      rope_local_base_freq: 10000,
      sliding_window: 512,
      layer_types: ["sliding_attention", "full_attention"],
    };
    for (const runtime of ["vllm", "sglang"]) {
      expect(reasonOf({ ...CASES.ntk, config, runtime })).toBe(
        "an override was not tried for models with a RoPE for each layer type",
      );
    }
  });

  it("a head of which only a part rotates", () => {
    const config = { model_type: "phi3", partial_rotary_factor: 0.5 };
    expect(reasonOf({ ...CASES.perPair, config })).toBe(
      "an override was not tried for models in which only part of a head rotates",
    );
  });

  it("models that read further keys of their block", () => {
    const config = {
      model_type: "deepseek_v3",
      qk_rope_head_dim: 8,
      qk_nope_head_dim: 8,
      v_head_dim: 8,
      kv_lora_rank: 8,
    };
    expect(reasonOf({ ...CASES.yarn, config })).toBe(
      "deepseek_v3 reads further keys of its block, which an override would drop",
    );
  });

  it("yarn without rounding in llama.cpp, which always rounds", () => {
    const block = { ...CASES.yarn.block, truncate: false };
    expect(reasonOf({ ...CASES.yarn, block, runtime: "llama.cpp" })).toBe(
      "its ramp is always rounded: truncate false is not read",
    );
  });
});

describe("a file that has scaling of its own", () => {
  const scaled = { config: { rope_scaling: SCALED }, file: { block: SCALED } };

  it("is no matter where the override replaces the block", () => {
    expect(commandOf({ ...CASES.yarn, ...scaled })).toBe(commandOf(CASES.yarn));
    expect(commandOf({ ...CASES.yarn, ...scaled, runtime: "sglang@0.5.22" })).toBe(
      commandOf({ ...CASES.yarn, runtime: "sglang@0.5.22" }),
    );
  });

  it.each(["sglang", "lmdeploy"])("gives no command where keys of it would stay: %s", (runtime) => {
    expect(reasonOf({ ...CASES.yarn, ...scaled, runtime })).toBe(
      "the override is merged with the file's block, whose attention_factor would stay",
    );
    const original = "original_max_position_embeddings, attention_factor";
    expect(reasonOf({ ...CASES.linear, ...scaled, runtime })).toContain(`whose ${original} would stay`);
  });

  it("may leave keys that the new type does not read", () => {
    const { block } = CASES.llama3;
    const wish = { ...CASES.perPair, config: { rope_scaling: block }, file: { block }, runtime: "sglang" };
    expect(commandOf(wish)).toBe(commandOf({ ...CASES.perPair, runtime: "sglang" }));
  });

  it("gives no command where options come on top of it", () => {
    expect(reasonOf({ ...CASES.linear, ...scaled, runtime: "exllamav2" })).toBe(
      "the options come on top of the file's own scaling",
    );
    expect(reasonOf({ ...CASES.linear, ...scaled, runtime: "llama.cpp" })).toBe(
      "the file has scaling of its own, which conversion writes into the GGUF",
    );
  });
});

describe("a window that the file keeps", () => {
  it("is named where another length key would win", () => {
    const file = { windows: { max_position_embeddings: 4096, max_sequence_length: 2048 } };
    for (const runtime of ["vllm", "sglang"]) {
      expect(reasonOf({ ...CASES.yarn, file, runtime })).toBe(
        "the file also has max_sequence_length 2048, which is taken for the window",
      );
      expect(reasonOf({ ...CASES.linear, file, runtime })).toBe(
        "the file's window of 2048 times the factor is below 16384",
      );
    }
  });

  it("must be the pretrained one where dynamic begins above it", () => {
    const file = { windows: { max_position_embeddings: 16384 } };
    expect(reasonOf({ ...CASES.dynamic, file, runtime: "tgi" })).toBe(
      "scaling begins above the file's max_position_embeddings, which is 16384 and not the pretrained 4096",
    );
  });

  it("goes before the block's in SGLang when it is a top-level original length", () => {
    expect(reasonOf({ ...CASES.yarn, file: { originalLength: 2048 }, runtime: "sglang" })).toBe(
      "the file's top-level original_max_position_embeddings 2048 goes before the block's",
    );
    expect(commandOf({ ...CASES.yarn, file: { originalLength: 4096 }, runtime: "sglang" })).toContain('"yarn"');
  });
});

describe("a model within text_config", () => {
  const made = request(CASES.yarn);
  const inner = { ...made, model: { ...made.model, path: "/text_config" } };

  it("has its keys nested in newer releases of vLLM", () => {
    expect(vllmFlags(inner).command).toBe(
      'vllm serve llama --max-model-len 16384 --hf-overrides \'{"text_config": {"rope_parameters": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 4096, "rope_theta": 10000.0}, "max_position_embeddings": 16384}}\'',
    );
  });

  it("gives no command up to 0.11.0", () => {
    const runtime = { name: "vllm", release: "0.11.0", known: true } as const;
    expect(vllmFlags({ ...inner, runtime }).reason).toBe(
      "an override inside text_config raises AssertionError up to 0.11.0",
    );
  });
});
