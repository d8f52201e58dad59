import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { type Prediction, predict, type RuntimeName } from "../../../src/runtimes/index.ts";

const SHAPE = {
  model_type: "llama",
  hidden_size: 512,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  num_hidden_layers: 4,
  intermediate_size: 1024,
  vocab_size: 1024,
  rms_norm_eps: 1e-6,
  max_position_embeddings: 16384,
  rope_theta: 10000.5,
};
const ORIGINAL = { original_max_position_embeddings: 4096 };
const YARN = { rope_type: "yarn", factor: 4.0, ...ORIGINAL };
const LONG = Array.from({ length: 32 }, (_, pair) => 1 + (3 * pair) / 31);
const LONGROPE = {
  rope_type: "longrope",
  factor: 4.0,
  short_factor: LONG.map(() => 1),
  long_factor: LONG,
  ...ORIGINAL,
};
/** L(4) of 4096 */
const OWN = Math.sqrt(1 + Math.log(4) / Math.log(4096));

interface Call {
  readonly maxLength?: number;
  readonly seqLen?: number;
}

function run(runtime: RuntimeName, rope_scaling: object | null, more: object = {}, call: Call = {}): Prediction {
  const block = rope_scaling === null ? {} : { rope_scaling };
  return predict(readConfig(JSON.stringify({ ...SHAPE, ...block, ...more })), { runtime, ...call });
}

/** By how much each pair is divided. */
function divisors({ ropes }: Prediction): number[] {
  return (ropes[0]?.invFreq ?? []).map((frequency, pair) => 10000.5 ** (-pair / 32) / frequency);
}

function factor({ ropes }: Prediction): number {
  return ropes[0]?.attentionFactor ?? Number.NaN;
}

describe("ExLlamaV2", () => {
  it("places yarn's ramp by the window instead of the original length", () => {
    const yarn = run("exllamav2", YARN);
    expect(yarn.outcome).toBe("differs");
    const found = [8, 12, 16, 20].map((pair) => Number((divisors(yarn)[pair] ?? 0).toFixed(4)));
    expect(found).toEqual([1, 1, 1.0612, 1.4054]);
  });

  it("scales Qwen's card layout only where -l asks for more", () => {
    const card = { ...YARN, original_max_position_embeddings: 32768 };
    const window = { max_position_embeddings: 32768 };
    expect(factor(run("exllamav2", card, window))).toBe(1);
    expect(factor(run("exllamav2", card, window, { maxLength: 131072 }))).toBeCloseTo(0.1 * Math.log(4) + 1, 6);
  });

  it("ignores types that it does not know, and rope_parameters", () => {
    const { outcome, ignoredKeys, warnings } = run("exllamav2", { rope_type: "ntk", factor: 4.5 });
    expect([outcome, warnings]).toEqual(["differs", []]);
    expect(ignoredKeys).toEqual(["factor", "rope_scaling"]);
    const v5 = run("exllamav2", null, { rope_parameters: { ...YARN, rope_theta: 5e5 }, rope_theta: undefined });
    expect(v5.ropes[0]?.invFreq[1]).toBeCloseTo(10000 ** (-1 / 32), 6);
    expect(v5.ignoredKeys).toEqual(["rope_parameters"]);
  });

  it("refuses a block with both type keys", () => {
    expect(run("exllamav2", { ...YARN, type: "yarn" })).toMatchObject({
      exception: "AssertionError",
      message: "rope_scaling key has both `type` and `rope_type` subkeys",
    });
  });

  it("takes longrope's original length from the top level, and the list by the window", () => {
    expect(run("exllamav2", LONGROPE).message).toBe("'original_max_position_embeddings' required for 'su' scaling");
    const long = run("exllamav2", { ...LONGROPE, attention_factor: 1.5 }, ORIGINAL);
    expect(factor(long)).toBeCloseTo(OWN, 6);
    expect(divisors(long)[31]).toBeCloseTo(4, 4);
    expect(long.ignoredKeys).toContain("attention_factor");
    expect(divisors(run("exllamav2", LONGROPE, ORIGINAL, { maxLength: 4096 }))[31]).toBeCloseTo(1, 4);
  });

  it("takes the window from the first of five keys", () => {
    expect(run("exllamav2", null, { model_max_length: 2048 }).derivedMaxLength).toBe(2048);
  });

  it("rounds the frequencies of Qwen2-VL to 16 bits", () => {
    const more = { model_type: "qwen2_vl", architectures: ["Qwen2VLForConditionalGeneration"] };
    const { ropes } = run("exllamav2", { type: "mrope", mrope_section: [8, 12, 12] }, more);
    expect(ropes[0]?.invFreq[1]).toBe(0.75);
  });
});

describe("ExLlamaV3", () => {
  it("takes yarn's factor from the two lengths, whatever the block says", () => {
    const other = run("exllamav3", { ...YARN, factor: 8.5 });
    expect(divisors(other)[31]).toBeCloseTo(4, 4);
    expect(other.ignoredKeys).toEqual(["factor"]);
    const card = { ...YARN, original_max_position_embeddings: 32768 };
    const unscaled = run("exllamav3", card, { max_position_embeddings: 32768 });
    expect([factor(unscaled), unscaled.outcome]).toEqual([1, "differs"]);
  });

  it("honours attention_factor, betas and truncate, but not attn_factor", () => {
    expect(factor(run("exllamav3", { ...YARN, attention_factor: 1.25 }))).toBe(1.25);
    expect(run("exllamav3", { ...YARN, beta_fast: 16.0, truncate: false }).outcome).toBe("runs");
    expect(run("exllamav3", { ...YARN, attn_factor: 1.25 }).ignoredKeys).toContain("attn_factor");
  });

  it("takes the mscale pair for DeepSeek alone", () => {
    const block = { ...YARN, mscale: 1.5, mscale_all_dim: 0.5 };
    const deepseek = run("exllamav3", block, { model_type: "deepseek_v3", qk_rope_head_dim: 64 });
    expect(factor(deepseek)).toBeCloseTo((0.15 * Math.log(4) + 1) / (0.05 * Math.log(4) + 1), 6);
    expect(factor(run("exllamav3", block))).toBeCloseTo(0.1 * Math.log(4) + 1, 6);
  });

  it("raises for types that it does not know, and takes linear without a factor as none", () => {
    expect(run("exllamav3", { rope_type: "dynamic", factor: 4.5 }).message).toBe("Unknown rope_type: dynamic");
    expect(divisors(run("exllamav3", { rope_type: "linear" }))[3]).toBeCloseTo(1, 6);
  });

  it("takes a theta that is a string for missing", () => {
    const { ropes } = run("exllamav3", null, { rope_theta: "500000" });
    expect(ropes[0]?.invFreq[1]).toBeCloseTo(10000 ** (-1 / 32), 6);
  });

  it("raises for architectures that it does not have", () => {
    expect(run("exllamav3", null, { architectures: ["PhiForCausalLM"] }).message).toBe(
      "Unknown architecture PhiForCausalLM in config.json",
    );
    expect(run("exllamav3", null, { architectures: ["NemotronHForCausalLM"] }).outcome).toBe("unknown");
  });
});

describe("TGI", () => {
  it("accepts linear and does not apply it", () => {
    const linear = run("tgi", { rope_type: "linear", factor: 4.5 });
    expect([linear.outcome, divisors(linear)[5]]).toEqual(["differs", expect.closeTo(1, 5)]);
    expect(linear.ignoredKeys).toEqual(["factor"]);
  });

  it("ignores betas, truncate and attention_factor of yarn, and reads mscale alone", () => {
    const own = run("tgi", { ...YARN, beta_fast: 16.0, truncate: false, attention_factor: 1.5, mscale: 0.5 });
    expect(factor(own)).toBeCloseTo(0.05 * Math.log(4) + 1, 6);
    expect([...own.ignoredKeys].sort()).toEqual(["attention_factor", "beta_fast", "truncate"]);
  });

  it("needs longrope's original length at top level", () => {
    expect(run("tgi", LONGROPE)).toMatchObject({
      exception: "AttributeError",
      message: "'LlamaConfig' object has no attribute 'original_max_position_embeddings'",
    });
  });

  it("takes longrope's list position by position, so that two lists differ above the original length", () => {
    const block = { ...LONGROPE, attention_factor: OWN };
    expect(run("tgi", block, ORIGINAL, { seqLen: 2048 }).outcome).toBe("runs");
    expect(run("tgi", block, ORIGINAL, { seqLen: 8192 }).outcome).toBe("differs");
    const same = { ...block, short_factor: LONG };
    expect(run("tgi", same, ORIGINAL, { seqLen: 8192 }).outcome).toBe("runs");
  });

  it("multiplies the angles with the two scales", () => {
    const scaled = run("tgi", { ...LONGROPE, short_mscale: 1.25, long_mscale: 1.5 }, ORIGINAL, { seqLen: 8192 });
    expect([scaled.ropes[0]?.invFreq[0], factor(scaled)]).toEqual([1.5, 1]);
  });

  it("names the type in its words where it is spelt type, and dies of the missing key otherwise", () => {
    expect(run("tgi", { type: "ntk", factor: 4.5 }).message).toBe(
      "rope scaling type ntk is not implemented or invalid",
    );
    expect(run("tgi", { rope_type: "ntk", factor: 4.5 })).toMatchObject({ exception: "KeyError", message: "'type'" });
  });

  it("grows dynamic's base with the length", () => {
    const block = { rope_type: "dynamic", factor: 4.5 };
    expect(divisors(run("tgi", block, {}, { seqLen: 8192 }))[31]).toBeCloseTo(1, 5);
    expect(divisors(run("tgi", block, {}, { seqLen: 32768 }))[31]).toBeGreaterThan(2);
  });

  it("says nothing where head_dim is not the hidden size by heads, or the model file was not read", () => {
    expect(run("tgi", null, { head_dim: 128 }).outcome).toBe("unknown");
    expect(run("tgi", null, { model_type: "qwen3" }).outcome).toBe("unknown");
  });

  it("derives max_position_embeddings", () => {
    expect(run("tgi", null).derivedMaxLength).toBe(16384);
  });
});
