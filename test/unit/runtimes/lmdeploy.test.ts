import { describe, expect, it } from "vitest";
import { configText, divisors, factorOf, LLAMA3, LONG_SCALE, LONGROPE, PAIRS, run, YARN } from "./small-config.ts";

const G4 = 0.1 * Math.log(4) + 1;

describe("lmdeploy's PyTorch engine", () => {
  const llama = (block: object | null, keys?: object, seqLen?: number) =>
    run("lmdeploy", configText("llama", block, keys), seqLen);

  it("raises KeyError for a type that it does not know", () => {
    expect(llama({ rope_type: "ntk", factor: 4 })).toMatchObject({
      outcome: "raises",
      exception: "KeyError",
      message: "'ntk'",
    });
  });

  it("takes the explicit factor of yarn, and the attention factor, betas and truncate of the block", () => {
    const found = divisors(llama(YARN));
    for (const [pair, divisor] of [
      [8, 1],
      [12, 1.1304],
      [16, 1.5294],
      [20, 2.3636],
    ] as const) {
      expect(found[pair]).toBeCloseTo(divisor, 3);
    }
    expect(factorOf(llama(YARN))).toBeCloseTo(G4, 9);
    expect(factorOf(llama({ ...YARN, attention_factor: 1.5 }))).toBe(1.5);
    expect(divisors(llama(YARN, { max_position_embeddings: 4096 }))[20]).toBeCloseTo(2.3636, 3);
    expect(divisors(llama({ ...YARN, truncate: false }))[12]).not.toBeCloseTo(1.1304, 3);
    expect(divisors(llama({ ...YARN, beta_fast: 16 }))[12]).not.toBeCloseTo(1.1304, 3);
    expect(llama({ ...YARN, attention_factor: 1.5 }).ignoredKeys).toEqual([]);
  });

  it("counts yarn's ramp in the window where the block has no original length", () => {
    expect(divisors(llama({ rope_type: "yarn", factor: 4 }))[16]).toBeCloseTo(1.0612, 3);
  });

  it("takes a list of longrope by the longest position, and sets the attention factor itself", () => {
    const block = { ...LONGROPE, attention_factor: 3, short_mscale: 2, long_mscale: 2 };
    expect(divisors(llama(block, {}, 4096))[31]).toBeCloseTo(1, 5);
    expect(divisors(llama(block, {}, 4097))[31]).toBeCloseTo(PAIRS[31] ?? 0, 5);
    expect(factorOf(llama(block))).toBeCloseTo(LONG_SCALE, 6);
    expect([...llama(block).ignoredKeys].sort()).toEqual(["attention_factor", "factor", "long_mscale", "short_mscale"]);
  });

  it("honours both factors for Phi-3.5-MoE, whose block must have the older spelling of its type", () => {
    const moe = (block: object, seqLen: number) =>
      run(
        "lmdeploy",
        configText("phimoe", block, { original_max_position_embeddings: 4096, head_dim: undefined }),
        seqLen,
      );
    const block = { ...LONGROPE, type: "longrope", short_mscale: 1.25, long_mscale: 1.5 };
    expect(factorOf(moe(block, 2048))).toBe(1.25);
    expect(factorOf(moe(block, 8192))).toBe(1.5);
    expect(moe(block, 2048).ignoredKeys).toEqual(["factor", "original_max_position_embeddings", "attention_factor"]);
  });

  it("fills in the original length of llama3", () => {
    const { original_max_position_embeddings: _, ...rest } = LLAMA3;
    expect(llama(rest).outcome).toMatch(/runs|differs/);
  });

  it("takes rope_type before type", () => {
    expect(divisors(llama({ type: "linear", ...YARN }))[20]).toBeCloseTo(2.3636, 3);
    expect(divisors(llama({ type: "linear", factor: 4 }))[0]).toBeCloseTo(4, 6);
  });

  it("reads rope_parameters", () => {
    const text = configText("llama", null, { rope_theta: undefined, rope_parameters: { ...YARN, rope_theta: 10000 } });
    expect(divisors(run("lmdeploy", text))[20]).toBeCloseTo(2.3636, 3);
  });

  it("starts with the smallest of the keys for a length", () => {
    expect(llama(null).derivedMaxLength).toBe(16384);
    expect(llama(null, { model_max_length: 2048, seq_length: 4096 }).derivedMaxLength).toBe(2048);
    expect(llama({ rope_type: "linear", factor: 4 }).derivedMaxLength).toBe(16384);
  });

  it("knows nothing of another architecture under the same type, and of types without a file", () => {
    expect(
      run("lmdeploy", configText("llama", null, { architectures: ["LlamaForSequenceClassification"] })).outcome,
    ).toBe("unknown");
    expect(run("lmdeploy", configText("granite", null)).outcome).toBe("unknown");
  });

  it("makes linear of every Gemma 3 block, and needs its factor", () => {
    const gemma = (block: object | null) =>
      run("lmdeploy", configText("gemma3_text", block, { sliding_window: 512, num_hidden_layers: 6 }));
    expect(gemma(null)).toMatchObject({ outcome: "raises", exception: "KeyError", message: "'factor'" });
    expect(divisors(gemma(YARN))[31]).toBeCloseTo(4, 5);
    expect(gemma(YARN).outcome).toBe("differs");
  });
});

describe("TurboMind", () => {
  const llama = (block: object | null, keys?: object, seqLen?: number) =>
    run("lmdeploy-turbomind", configText("llama", block, keys), seqLen);

  it.each(["longrope", "su"])("raises RuntimeError for %s", (type) => {
    expect(llama({ ...LONGROPE, rope_type: type })).toMatchObject({
      exception: "RuntimeError",
      message: `Unsupported rope type: ${type}`,
    });
  });

  it("counts yarn's ramp in the extended length", () => {
    const found = divisors(llama(YARN));
    for (const [pair, divisor] of [
      [8, 1],
      [12, 1],
      [16, 1.0612],
      [20, 1.4054],
    ] as const) {
      expect(found[pair]).toBeCloseTo(divisor, 3);
    }
    expect(llama(YARN).outcome).toBe("differs");
  });

  it("takes yarn's factor from the lengths: the layout of Qwen's cards is unscaled but for the factor on cos and sin", () => {
    const card = llama(YARN, { max_position_embeddings: 4096 });
    for (const divisor of divisors(card)) expect(divisor).toBeCloseTo(1, 6);
    expect(factorOf(card)).toBeCloseTo(G4, 9);
  });

  it("honours attention_factor and ignores truncate", () => {
    expect(factorOf(llama({ ...YARN, attention_factor: 1.5 }))).toBe(1.5);
    expect(llama({ ...YARN, truncate: false }).ignoredKeys).toEqual(["truncate"]);
    expect(divisors(llama({ ...YARN, truncate: false }))).toEqual(divisors(llama(YARN)));
  });

  it("keeps every frequency where llama3's two factors are equal", () => {
    for (const divisor of divisors(llama({ ...LLAMA3, high_freq_factor: 1 }))) expect(divisor).toBeCloseTo(1, 6);
    expect(llama(LLAMA3).outcome).toBe("runs");
  });

  it("runs linear, and dynamic by the length of the prompt", () => {
    expect(llama({ rope_type: "linear", factor: 4 }).outcome).toBe("runs");
    const dynamic = { rope_type: "dynamic", factor: 4 };
    const keys = { max_position_embeddings: 4096 };
    expect(llama(dynamic, keys, 4096).outcome).toBe("runs");
    expect(llama(dynamic, keys, 12000).outcome).toBe("runs");
    expect(divisors(llama(dynamic, keys, 12000))[31]).toBeGreaterThan(2);
  });

  it("has no Mistral: lmdeploy then takes its PyTorch engine", () => {
    expect(run("lmdeploy-turbomind", configText("mistral", null)).outcome).toBe("unknown");
  });
});
