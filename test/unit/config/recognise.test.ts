import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { LLAMA2_7B, modelOf, read } from "./support/configs.ts";

describe("model configs, by what they say", () => {
  test.each([
    ["a known model type alone", { model_type: "llama" }],
    ["an unknown model type with a shape", { model_type: "newmodel", hidden_size: 64, num_attention_heads: 4 }],
    ["a model's class", { architectures: ["LlamaForCausalLM"] }],
    [
      "RoPE and shape without any name",
      { hidden_size: 64, num_attention_heads: 4, num_hidden_layers: 2, rope_theta: 1e4 },
    ],
    ["Meta's params.json", { dim: 4096, n_heads: 32, n_layers: 32, norm_eps: 1e-5, vocab_size: -1 }],
    ["a nested language model", { text_config: { hidden_size: 64, num_attention_heads: 4, rope_theta: 1e4 } }],
    ["an MLX config", { ...LLAMA2_7B, quantization: { group_size: 64, bits: 4 } }],
  ])("%s", (_, config) => {
    expect(read(config).model).not.toBeNull();
  });
});

describe("files of other programs get nothing", () => {
  test.each([
    ["an npm package", { name: "site", version: "1.0.0", scripts: { build: "vite build" }, dependencies: {} }],
    ["a web site", { title: "Blog", baseURL: "https://example.org", theme: { layers: 3 }, layers: 2, heads: 4 }],
    ["a Docker client", { auths: {}, credsStore: "desktop" }],
    ["an Electron builder", { appId: "a.b.c", architectures: ["x64", "arm64"], dim: 3 }],
    ["a car", { model_type: "sedan", year: 2020 }],
    ["a tokenizer", { tokenizer_class: "LlamaTokenizer", model_max_length: 4096, add_bos_token: true }],
    ["a generation config", { bos_token_id: 1, eos_token_id: 2, max_length: 4096, transformers_version: "4.40.0" }],
    [
      "an adapter",
      { peft_type: "LORA", base_model_name_or_path: "meta-llama/Llama-2-7b-hf", r: 16, model_type: "llama" },
    ],
    ["MLC's chat settings", { model_type: "llama", conv_template: "llama-2", context_window_size: 4096 }],
    [
      "DeepSeek's inference code, whose RoPE is in the code",
      {
        vocab_size: 129280,
        dim: 7168,
        inter_dim: 18432,
        n_layers: 61,
        n_heads: 128,
        qk_rope_head_dim: 64,
        mscale: 1.0,
      },
    ],
    ["a diffusion transformer", { _class_name: "FluxTransformer2DModel", num_attention_heads: 24, num_layers: 19 }],
  ])("%s", (_, config) => {
    expect(read(config).model).toBeNull();
  });

  test.each(["", "   ", "[]", "null", "42", '"text"', "{}", "[{}]", "{", "not json"])("the text %j", (text) => {
    expect(readConfig(text).model).toBeNull();
  });

  test("a model config above the size limit", () => {
    const text = JSON.stringify({ ...LLAMA2_7B, note: "x".repeat(5_000_000) });
    expect(readConfig(text)).toEqual({ text, root: undefined, value: null, syntaxProblems: [], model: null });
  });
});

describe("models without RoPE are recognised as such", () => {
  test.each([
    ["BERT", { model_type: "bert", hidden_size: 768, num_attention_heads: 12, max_position_embeddings: 512 }],
    ["T5", { model_type: "t5", d_model: 512, num_heads: 8, num_layers: 6 }],
    ["GPT-2", { model_type: "gpt2", n_embd: 768, n_head: 12, n_layer: 12, n_positions: 1024 }],
    ["BLOOM", { model_type: "bloom", hidden_size: 4096, n_head: 32, n_layer: 30, seq_length: 2048 }],
    ["Mamba", { model_type: "mamba", hidden_size: 768, num_hidden_layers: 24 }],
    ["Whisper", { model_type: "whisper", d_model: 384, encoder_attention_heads: 6 }],
    ["Falcon with ALiBi", { model_type: "falcon", hidden_size: 2048, num_attention_heads: 32, alibi: true }],
    ["Baichuan 13B", { model_type: "baichuan", hidden_size: 5120, num_attention_heads: 40, num_hidden_layers: 40 }],
    ["CLIP", { model_type: "clip", text_config: { hidden_size: 512 }, vision_config: { hidden_size: 768 } }],
    [
      "Granite 4 of the hybrid kind",
      { model_type: "granitemoehybrid", position_embedding_type: "nope", hidden_size: 64 },
    ],
    ["an unknown type without RoPE keys", { model_type: "newmodel", hidden_size: 64, num_attention_heads: 4 }],
  ])("%s", (_, config) => {
    const model = modelOf(config);
    expect(model.ropes).toEqual([]);
    expect(model.hasRope).toBe(false);
  });
});

test("a RoPE whose values cannot be computed with is left out, and the model still has one", () => {
  const model = modelOf({ ...LLAMA2_7B, rope_theta: "10000" });
  expect(model.ropes).toEqual([]);
  expect(model.hasRope).toBe(true);
});
