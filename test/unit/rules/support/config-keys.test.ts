import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/read-config.ts";
import { misspeltConfigKeys } from "../../../../src/rules/support/config-keys.ts";
import { factsOf } from "../../../../src/rules/support/facts.ts";
import { synonymOf, typesWithKey } from "../../../../src/rules/support/key-names.ts";
import { json, mla, qwen, small, type Values } from "./configs.ts";

const misspelt = (text: string) =>
  misspeltConfigKeys(factsOf(readConfig(text))).map(({ key, meant, group }) => `${group}: ${key} -> ${meant}`);

describe("misspelt keys outside of blocks", () => {
  it.each([
    ["rope_thta", { rope_theta: undefined }, "rope: rope_thta -> rope_theta"],
    ["rope_scalling", {}, "rope: rope_scalling -> rope_scaling"],
    ["rope_parameter", {}, "rope: rope_parameter -> rope_parameters"],
    ["original_max_position_embeding", {}, "rope: original_max_position_embeding -> original_max_position_embeddings"],
    ["partial_rotary_facto", {}, "rope: partial_rotary_facto -> partial_rotary_factor"],
    ["rope_local_base_frq", {}, "rope: rope_local_base_frq -> rope_local_base_freq"],
    [
      "max_position_embeding",
      { max_position_embeddings: undefined },
      "shape: max_position_embeding -> max_position_embeddings",
    ],
    ["hiden_size", { hidden_size: undefined }, "shape: hiden_size -> hidden_size"],
    ["intermediate_sise", {}, "shape: intermediate_sise -> intermediate_size"],
    ["num_atention_heads", { num_attention_heads: undefined }, "shape: num_atention_heads -> num_attention_heads"],
    ["num_hiden_layers", { num_hidden_layers: undefined }, "shape: num_hiden_layers -> num_hidden_layers"],
    ["num_key_value_head", {}, "shape: num_key_value_head -> num_key_value_heads"],
    ["headDim", {}, "shape: headDim -> head_dim"],
    ["sliding_windw", {}, "shape: sliding_windw -> sliding_window"],
    ["layer_typs", {}, "shape: layer_typs -> layer_types"],
    ["vocab_sise", {}, "shape: vocab_sise -> vocab_size"],
  ])("%s is a slip where the right one is missing", (key, without, expected) => {
    expect(misspelt(small({ ...without, [key]: 8 }))).toEqual([expected]);
  });

  it("are looked for among the type's own keys", () => {
    const shape = { hidden_size: 1024, num_attention_heads: 16, num_hidden_layers: 24 };
    expect(misspelt(json({ model_type: "gpt_neox", ...shape, rotary_emb_bas: 20000 }))).toEqual([
      "rope: rotary_emb_bas -> rotary_emb_base",
    ]);
    expect(misspelt(json({ model_type: "gpt_neox", ...shape, rotary_pctt: 0.5 }))).toEqual([
      "rope: rotary_pctt -> rotary_pct",
    ]);
    expect(misspelt(mla({ qk_rope_head_dim: undefined, qk_rope_headdim: 64 }))).toEqual([
      "rope: qk_rope_headdim -> qk_rope_head_dim",
    ]);
    expect(misspelt(json({ model_type: "gptj", n_embd: 64, n_head: 4, rotary_dimm: 8 }))).toEqual([
      "rope: rotary_dimm -> rotary_dim",
    ]);
    expect(misspelt(json({ model_type: "jetmoe", ...shape, kv_chanels: 8 }))).toEqual([
      "rope: kv_chanels -> kv_channels",
    ]);
    expect(misspelt(qwen({ max_window_layer: 8 }))).toEqual(["shape: max_window_layer -> max_window_layers"]);
    expect(misspelt(small({ max_window_layer: 8, rotary_dimm: 8, kv_chanels: 8, rotary_emb_bas: 3 }))).toEqual([]);
  });

  it.each([
    { v_head_dim: 128 },
    { qk_nope_head_dim: "x" },
    { hidden_sizes: [1] },
    { num_heads: [4] },
    { hidden_dim: null },
    { use_rope_scaling_v2: true },
    { rope_theta_2: 4 },
    { temperature: 1 },
  ])("leaves %j alone, which is another key", (values) => {
    expect(misspelt(small({ hidden_size: undefined, rope_theta: undefined, ...values }))).toEqual([]);
  });

  it("takes a single slip alone for one in types that nobody knows", () => {
    const own: Values = { model_type: "mymodel", rope_theta: undefined };
    expect(misspelt(small({ ...own, rope_thta: 3 }))).toHaveLength(1);
    expect(misspelt(small({ ...own, ropeTheta: 3 }))).toHaveLength(1);
    expect(misspelt(small({ ...own, rope_tht: 3 }))).toEqual([]);
    expect(misspelt(small({ rope_theta: undefined, rope_tht: 3 }))).toHaveLength(1);
  });

  it("leaves vision models alone, which have keys of their own", () => {
    expect(misspelt(small({ model_type: "dinov3_vit", hidden_size: undefined, hiden_size: 64 }))).toEqual([]);
  });
});

describe("names that other tools give", () => {
  const keys = [
    "original_max_position_embeddings",
    "low_freq_factor",
    "high_freq_factor",
    "short_factor",
    "long_factor",
    "beta_fast",
    "beta_slow",
    "attention_factor",
  ];
  it.each([
    ["origMaxLen", "original_max_position_embeddings"],
    ["pretraining-context", "original_max_position_embeddings"],
    ["train ctx", "original_max_position_embeddings"],
    ["old.window", "original_max_position_embeddings"],
    ["original", null],
    ["max_length", null],
    ["original_maxima_lengthy", null],
    ["lo_freq", "low_freq_factor"],
    ["hi_frequency", "high_freq_factor"],
    ["short_scales", "short_factor"],
    ["long_list", "long_factor"],
    ["fast_beta", "beta_fast"],
    ["BetaSlow", "beta_slow"],
    ["attn_temperature", "attention_factor"],
    ["attn", null],
    ["attn_factor", null],
    ["breakfast_beta", null],
  ])("%s", (name, meant) => {
    expect(synonymOf(name, keys)).toBe(meant);
    expect(synonymOf(name, [])).toBe(null);
  });

  it("belong to the types whose schema has the key", () => {
    expect(typesWithKey("beta_fast")).toEqual(["yarn"]);
    expect(typesWithKey("low_freq_factor")).toEqual(["llama3"]);
    expect(typesWithKey("nothing")).toEqual([]);
  });
});
