import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import type { ModelConfig, RopeEntry } from "../../../src/config/model.ts";
import { applyEdits } from "../../../src/config/text-edit.ts";
import { insertion } from "../../../src/edits/index.ts";
import { DEFAULT_BINS, DEFAULT_SMOOTHING, PairEvaluator, pretrainedFrequencies } from "../../../src/rope/index.ts";
import { STRATEGY_IDS, type StrategyId } from "../../../src/rope/spec.ts";
import { STRATEGIES } from "../../../src/rope/strategies/index.ts";
import { predict, RUNTIMES, type RuntimeChoice, supportOf } from "../../../src/runtimes/index.ts";

const corpus = new URL("../../fixtures/corpus/", import.meta.url);
const CORPUS = readdirSync(corpus).map((name) => ({ name, text: readFileSync(new URL(name, corpus), "utf8") }));

const SHAPE = {
  hidden_size: 512,
  intermediate_size: 1024,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  num_hidden_layers: 12,
  head_dim: 64,
  vocab_size: 1024,
  rms_norm_eps: 1e-6,
  tie_word_embeddings: false,
  attention_bias: false,
  mlp_bias: false,
  logits_scaling: 1,
  attention_multiplier: 1,
  embedding_multiplier: 1,
  residual_multiplier: 1,
  max_position_embeddings: 4096,
};

function fileOf(type: string, dialect: "v4" | "v5"): string {
  const rope =
    dialect === "v4" ? { rope_theta: 12500 } : { rope_parameters: { rope_type: "default", rope_theta: 12500 } };
  return JSON.stringify({ model_type: type, ...SHAPE, ...rope }, null, 2);
}

const TYPES = ["llama", "mistral", "mixtral", "qwen2", "qwen3", "gemma", "cohere", "olmo2", "granite", "smollm3"];
const FILES = [
  ...CORPUS,
  ...TYPES.flatMap((type) =>
    (["v4", "v5"] as const).map((dialect) => ({ name: `${type}, ${dialect}`, text: fileOf(type, dialect) })),
  ),
];

function choicesOf(name?: string): RuntimeChoice[] {
  return RUNTIMES.filter((runtime) => name === undefined || runtime.name === name).flatMap((runtime) =>
    runtime.releases.map((release) => ({ name: runtime.name, release, known: true })),
  );
}

function modelOf(text: string): ModelConfig {
  const { model } = readConfig(text);
  if (model === null) throw new Error("the text is no config");
  return model;
}

function stateOf(id: StrategyId, type: string, runtime: string, dialect: "v4" | "v5" = "v4"): string {
  const [name, release] = runtime.split("@");
  const choice = choicesOf(name).find((candidate) => candidate.release === release);
  if (choice === undefined) throw new Error(`${runtime} is not known`);
  return supportOf(id, modelOf(fileOf(type, dialect)), choice).state;
}

describe("every verdict other than unknown names its source", () => {
  it.each(FILES)("$name", ({ text }) => {
    const model = modelOf(text);
    for (const choice of choicesOf()) {
      for (const id of STRATEGY_IDS) {
        const { state, note, source } = supportOf(id, model, choice);
        const cell = `${id} on ${choice.name} ${choice.release}`;
        expect(note, cell).toMatch(/[^.]$/);
        if (state === "unknown") expect(source, cell).toBeNull();
        else
          expect(source, cell).toEqual({
            file: expect.stringMatching(/\w\.(py|h|cc|cpp|go|rs|json|md)$/),
            lines: expect.stringMatching(/./),
            release: expect.stringMatching(/\w/),
            how: expect.stringMatching(/^(ran|read)$/),
          });
      }
    }
  });
});

/** The file with the strategy inserted for four times the pretrained length. */
function withStrategy(text: string, entry: RopeEntry, id: StrategyId): string | null {
  const strategy = STRATEGIES[id];
  if (!strategy.applies(entry.spec) || strategy.notWritable(entry.spec) !== null) return null;
  const { pretrainedLength } = entry.spec;
  const pretrained = pretrainedFrequencies(entry.spec);
  const options = { bins: DEFAULT_BINS, smoothing: DEFAULT_SMOOTHING };
  const evaluator = new PairEvaluator(pretrained, pretrainedLength, 4 * pretrainedLength, options);
  const factors = pretrained.map((_, pair) => 1 + (3 * pair) / pretrained.length);
  const made = insertion(readConfig(text), entry, strategy.write({ spec: entry.spec, evaluator }, factors));
  return made.ok ? applyEdits(text, made.edits) : null;
}

describe.each([
  "transformers",
  "vllm",
  "sglang",
  "mlx-lm",
  "exllamav2",
  "exllamav3",
  "tgi",
  "llama.cpp",
  "ollama",
  "mistral.rs",
  "lmdeploy",
  "lmdeploy-turbomind",
  "onnxruntime-genai",
  "ctranslate2",
  "tensorrt-llm",
  "mlc-llm",
])("verdicts on %s are those of the inserted file", (name) => {
  it.each(FILES)("$name", ({ text }) => {
    const model = modelOf(text);
    const entry = model.ropes.find((rope) => !rope.noPositions && rope.slidingWindow === null);
    if (entry === undefined) throw new Error("the model has no RoPE over the whole window");
    for (const id of STRATEGY_IDS) {
      const inserted = withStrategy(text, entry, id);
      if (inserted === null) continue;
      const snapshot = readConfig(inserted);
      for (const { name: runtime, release } of choicesOf(name)) {
        const { state, note } = supportOf(id, model, { name: runtime, release, known: true });
        const seqLen = 4 * entry.spec.pretrainedLength;
        const { outcome, message } = predict(snapshot, { runtime, release, seqLen });
        const cell = `${id} on ${runtime} ${release}: ${state}, ${note}; ${outcome} ${message ?? ""}`;
        if (outcome === "runs") expect(["runs", "care", "unknown"], cell).toContain(state);
        if (outcome === "differs" || outcome === "raises") expect(["no", "care", "unknown"], cell).toContain(state);
      }
    }
  });
});

describe("per-pair factors", () => {
  it("run on transformers, vLLM, SGLang and mlx-lm for Llama", () => {
    for (const runtime of ["transformers@5.24.0", "vllm@0.33.0", "sglang@0.5.23", "mlx-lm@0.32.2"]) {
      expect(stateOf("resonant", "llama", runtime), runtime).toBe("runs");
    }
  });

  it("are refused by vLLM and SGLang for interleaved rotations", () => {
    expect(stateOf("resonant", "cohere", "vllm@0.33.0")).toBe("no");
    expect(stateOf("resonant", "cohere", "sglang@0.5.23")).toBe("no");
  });

  it("are not known to mlx-lm before 0.25.3, and dropped where the model file reads no block", () => {
    expect(stateOf("resonant", "llama", "mlx-lm@0.22.5")).toBe("no");
    expect(stateOf("resonant", "mixtral", "mlx-lm@0.32.2")).toBe("no");
  });
});

describe("the file's own longrope block", () => {
  const pairs = Array.from({ length: 32 }, (_, pair) => 1 + pair / 32);
  const block = { rope_type: "longrope", short_factor: pairs.map(() => 1), long_factor: pairs, attention_factor: 1.1 };
  const stateIn = (release: string, inside: object, beside: object): string => {
    const config = { ...JSON.parse(fileOf("llama", "v4")), rope_scaling: { ...block, ...inside }, ...beside };
    const model = modelOf(JSON.stringify({ ...config, max_position_embeddings: 16384 }));
    return supportOf("longrope", model, { name: "transformers", release, known: true }).state;
  };
  const original = { original_max_position_embeddings: 4096 };

  it("is never long in transformers 4 where the original length stands in the block alone", () => {
    expect(stateIn("4.57.6", { factor: 4, ...original }, {})).toBe("no");
    expect(stateIn("4.57.6", { factor: 4 }, original)).toBe("runs");
    expect(stateIn("5.24.0", { factor: 4, ...original }, {})).toBe("runs");
  });

  it("switches lists since 4.51 only", () => {
    expect(stateIn("4.48.3", {}, original)).toBe("no");
    expect(stateIn("4.51.3", {}, original)).toBe("care");
  });

  it("is taken with the spelling that Phi-3 asks for", () => {
    const { rope_type, attention_factor, ...lists } = block;
    const phi3 = { ...JSON.parse(fileOf("phi3", "v4")), ...original, max_position_embeddings: 16384, rope_theta: 1e4 };
    const of = (keys: object) => modelOf(JSON.stringify({ ...phi3, rope_scaling: { ...keys, ...lists } }));
    const choice = { name: "transformers", release: "4.57.6", known: true } as const;
    expect(supportOf("longrope", of({ type: "longrope" }), choice).state).toBe("runs");
    expect(supportOf("longrope", of({ rope_type: "longrope" }), choice).state).toBe("no");
  });
});

describe("blocks of transformers 5", () => {
  it("are dropped by transformers 4 and by engines that run on it", () => {
    for (const runtime of ["transformers@4.57.6", "vllm@0.11.0", "sglang@0.4.10.post2"]) {
      expect(stateOf("yarn", "llama", runtime, "v5"), runtime).toBe("no");
    }
  });

  it("run on transformers 5 and on engines that run on it", () => {
    for (const runtime of ["transformers@5.24.0", "vllm@0.33.0", "sglang@0.5.23"]) {
      expect(stateOf("yarn", "llama", runtime, "v5"), runtime).toBe("runs");
    }
  });
});

describe("things to mind", () => {
  it("vLLM and SGLang stretch the window once more for linear", () => {
    expect(stateOf("linear", "llama", "vllm@0.33.0")).toBe("care");
    expect(stateOf("linear", "llama", "sglang@0.5.23")).toBe("care");
  });

  it("vLLM scales nothing for dynamic by factor since 0.22, and everything before", () => {
    expect(stateOf("dynamic", "llama", "vllm@0.33.0")).toBe("no");
    expect(stateOf("dynamic", "llama", "vllm@0.11.0")).toBe("care");
  });

  it("mlx-lm rounds the ramp that a gpt-oss file leaves unrounded", () => {
    const yarn = { rope_type: "yarn", factor: 32, original_max_position_embeddings: 4096, truncate: false };
    const of = (block: object) =>
      supportOf(
        "yarn",
        modelOf(JSON.stringify({ ...JSON.parse(fileOf("gpt_oss", "v4")), rope_scaling: block })),
        "mlx-lm",
      );
    expect(of(yarn).state).toBe("no");
    expect(of({ ...yarn, truncate: true }).state).toBe("runs");
  });

  it("onnxruntime-genai has no second cache for a Phi-3 whose window is longer than the original and has no block", () => {
    const text = JSON.stringify({ ...JSON.parse(fileOf("phi3", "v4")), original_max_position_embeddings: 4096 });
    const support = supportOf("none", modelOf(text), "onnxruntime-genai");
    expect(support.state).toBe("no");
  });

  it("transformers needs head_dim in a Mixtral file that is scaled by yarn", () => {
    expect(stateOf("yarn", "mixtral", "transformers@5.24.0")).toBe("care");
    expect(stateOf("linear", "mixtral", "transformers@5.24.0")).toBe("runs");
  });
});
