/** A file without a theta gets one with its block wherever frameworks would take different ones; which these are is measured. */
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { rulesOf } from "../../../src/config/model-types.ts";
import { THETA_DIFFERS } from "../../../src/edits/parameters.ts";
import mlx from "../../../src/runtimes/data/mlx-models.json" with { type: "json" };
import families from "../../../src/runtimes/data/transformers-families.json" with { type: "json" };
import { predict, RUNTIMES } from "../../../src/runtimes/index.ts";
import { fileOf } from "../../../src/runtimes/mlx-lm/models.ts";
import { atLeast } from "../../../src/runtimes/release.ts";
import { familyOf } from "../../../src/runtimes/transformers/families.ts";

const YARN = { rope_type: "yarn", factor: 4, original_max_position_embeddings: 4096 };
const SHAPE = {
  hidden_size: 512,
  intermediate_size: 1024,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  num_hidden_layers: 4,
  head_dim: 64,
  vocab_size: 1024,
  rms_norm_eps: 1e-5,
  max_position_embeddings: 4096,
  n_embd: 512,
  n_head: 8,
  n_layer: 4,
  n_positions: 4096,
  rotary_dim: 64,
};

const isNumber = (value: unknown): value is number => typeof value === "number";

/** Every theta that the data has for files of the type without one. */
function thetasOf(type: string): Set<number> {
  const found: unknown[] = [rulesOf(type)?.theta];
  for (const release of families.releases) {
    const family = familyOf(type, release);
    if (family === null || family.text !== undefined || family.rotation === "none") continue;
    if (!atLeast(release, "5.0.0")) found.push(family.theta);
    else found.push(family.defaultTheta, family.block === undefined ? null : Object(family.block).rope_theta);
  }
  const models: Readonly<Record<string, readonly object[]>> = mlx.models;
  for (const model of models[fileOf(type, mlx.releases.at(-1) ?? "")] ?? [])
    if ("rope_theta" in model) found.push(model.rope_theta);
  return new Set(found.filter(isNumber));
}

/** Types of language models with one RoPE: where each layer type has its own, the inserted blocks carry its theta. */
const TYPES = [...new Set([...Object.keys(families.types), ...Object.keys(mlx.models)])].filter((type) => {
  const rules = rulesOf(type);
  return rules?.language === true && rules.layers === null;
});

/** Types of which the data for transformers and mlx-lm has one theta: what reads a file without a theta otherwise. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  gptj: "vllm",
  hy_v3: "exllamav3",
  kyutai_speech_to_text: "transformers",
  minimax_m2: "exllamav3",
  mixtral: "exllamav3",
  muse_glimmer_text: "mlx-lm",
  olmo3: "transformers",
  phimoe: "mlx-lm",
  qwen2_5_vl: "exllamav3",
  qwen2_5_vl_text: "exllamav3",
  smollm3: "exllamav3",
  solar_open: "exllamav3",
};

/** The type that files with this language model name, where it is a composite one. */
const OUTER: Readonly<Record<string, string>> = { muse_glimmer_text: "muse_glimmer", qwen2_5_vl_text: "qwen2_5_vl" };

/** Whether a release of the framework runs the file otherwise, or raises, when the theta that is read of it is left out. */
function readsOtherwise(type: string, framework: string): boolean {
  const runtime = RUNTIMES.find(({ name }) => name === framework);
  return [{}, { rope_scaling: YARN }].some((block) => {
    const config = { model_type: OUTER[type] ?? type, ...SHAPE, ...block };
    const without = readConfig(JSON.stringify(config));
    const stated = readConfig(JSON.stringify({ ...config, rope_theta: without.model?.ropes[0]?.spec.theta }));
    return runtime?.releases.some((release) => {
      const [a, b] = [without, stated].map((file) => predict(file, { runtime: runtime.name, release }));
      if (a?.outcome === "unknown" || b?.outcome === "unknown") return false;
      return a?.outcome === "raises" ? b?.outcome !== "raises" : a?.ropes[0]?.invFreq[1] !== b?.ropes[0]?.invFreq[1];
    });
  });
}

describe("types whose theta is left open", () => {
  it("are all for which releases of transformers or mlx-lm take different ones", () => {
    const differing = TYPES.filter((type) => thetasOf(type).size > 1);
    expect(differing).toContain("qwen2_moe");
    expect(differing.filter((type) => !THETA_DIFFERS.has(type))).toEqual([]);
  });

  it("are otherwise those that another framework reads differently", () => {
    const others = [...THETA_DIFFERS].filter((type) => !TYPES.includes(type) || thetasOf(type).size < 2);
    expect(others).toEqual(Object.keys(ELSEWHERE));
  });

  it.each(Object.entries(ELSEWHERE))("%s: %s", (type, framework) => {
    expect(readsOtherwise(type, framework)).toBe(true);
  });

  it("are none of those that all read alike", () => {
    for (const type of ["llama", "qwen3_moe"]) expect(readsOtherwise(type, "transformers"), type).toBe(false);
  });
});
