import { describe, expect, it } from "vitest";
import { configText, divisors, factorOf, LLAMA3, LONG_SCALE, LONGROPE, PAIRS, run, YARN } from "./small-config.ts";

function compile(type: string, block: object | null, keys?: object) {
  return run("mlc-llm", configText(type, block, keys));
}

describe("MLC-LLM", () => {
  it("runs llama3 on Llama, and raises AssertionError for every other type", () => {
    expect(compile("llama", LLAMA3).outcome).toBe("runs");
    for (const block of [YARN, LONGROPE, { rope_type: "linear", factor: 4 }, { rope_type: "default" }]) {
      expect(compile("llama", block)).toMatchObject({
        exception: "AssertionError",
        message: `Unsupported RoPE scaling type ${block.rope_type} for Llama`,
      });
    }
  });

  it("drops a Llama block without rope_type in silence", () => {
    const found = compile("llama", { type: "linear", factor: 4 });
    expect(found).toMatchObject({ outcome: "differs", ignoredKeys: ["rope_scaling"], warnings: [] });
  });

  it("treats Mixtral as Llama, whose config class it inherits", () => {
    expect(compile("mixtral", YARN).exception).toBe("AssertionError");
    expect(compile("mixtral", LLAMA3).outcome).toBe("runs");
  });

  it.each(["mistral", "qwen2", "qwen3", "qwen2_moe", "qwen3_moe", "gemma"])("ignores the block of %s", (type) => {
    const found = compile(type, { rope_type: "linear", factor: 4 });
    expect(found.ignoredKeys).toEqual(["rope_scaling"]);
    expect(found.ropes).toHaveLength(1);
    for (const divisor of divisors(found)) expect(divisor).toBeCloseTo(1, 6);
  });

  it("does not read rope_parameters: theta falls to 10000, or is missed", () => {
    const v5 = { rope_theta: undefined, rope_parameters: { rope_type: "default", rope_theta: 500000 } };
    expect(compile("llama", null, v5)).toMatchObject({ outcome: "differs", ignoredKeys: ["rope_parameters"] });
    expect(compile("llama", null, v5).ropes[0]?.invFreq[1]).toBeCloseTo(10000 ** (-1 / 32), 6);
    expect(compile("qwen2", null, v5)).toMatchObject({
      exception: "TypeError",
      message: "QWen2Config.__init__() missing 1 required positional argument: 'rope_theta'",
    });
  });

  it("steps at one wavelength where llama3's factors are equal, and needs all four keys", () => {
    const found = divisors(compile("llama", { ...LLAMA3, high_freq_factor: 1 }));
    expect(new Set(found.map((divisor) => Math.round(divisor)))).toEqual(new Set([1, 8]));
    const { low_freq_factor: _, ...rest } = LLAMA3;
    expect(compile("llama", rest)).toMatchObject({ exception: "KeyError", message: "'low_freq_factor'" });
  });

  it("hands OLMo's block to TVM, whose yarn needs betas and rotates by two speeds", () => {
    expect(compile("olmo2", YARN)).toMatchObject({ exception: "KeyError", message: "'beta_fast'" });
    expect(compile("olmo2", { ...YARN, beta_fast: 32, beta_slow: 1 })).toMatchObject({ outcome: "differs", ropes: [] });
    expect(compile("olmo2", { rope_type: "linear", factor: 4 })).toMatchObject({
      exception: "ValueError",
      message: "Unsupported RoPE scaling type: linear",
    });
  });

  it("takes Phi-3's lists by type alone, and scales by the lengths", () => {
    const keys = { original_max_position_embeddings: 4096 };
    const same = { ...LONGROPE, type: "su", short_factor: PAIRS };
    expect(factorOf(compile("phi3", same, keys))).toBeCloseTo(LONG_SCALE, 6);
    expect(compile("phi3", same, keys).ignoredKeys).toContain("attention_factor");
    expect(compile("phi3", LONGROPE, keys).ignoredKeys).toContain("rope_scaling");
    expect(compile("phi3", { ...LONGROPE, type: "longrope" }, keys).outcome).toBe("unknown");
    expect(compile("phi3", { type: "linear", rope_type: "linear", factor: 4 }, keys)).toMatchObject({
      exception: "AssertionError",
      message: "Unsupported RoPE scaling type linear for Phi3",
    });
  });

  it("takes the window from context_window_size, else from the model's own keys", () => {
    expect(compile("llama", null).derivedMaxLength).toBe(16384);
    expect(compile("llama", null, { context_window_size: 8192 }).derivedMaxLength).toBe(8192);
    expect(
      compile("llama", null, { max_position_embeddings: undefined, max_sequence_length: 2048 }).derivedMaxLength,
    ).toBe(2048);
    expect(compile("llama", null, { max_position_embeddings: undefined }).exception).toBe("ValueError");
    expect(compile("mistral", null, { sliding_window: 4096 }).derivedMaxLength).toBeNull();
  });

  it("is unknown for model types that were not read", () => {
    expect(compile("gemma3_text", null).outcome).toBe("unknown");
    expect(compile("phi", null).outcome).toBe("unknown");
  });
});
