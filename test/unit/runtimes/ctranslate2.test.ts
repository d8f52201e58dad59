import { describe, expect, it } from "vitest";
import { configText, divisors, LLAMA3, LONGROPE, run, YARN } from "./small-config.ts";

function convert(type: string, block: object | null, keys?: object) {
  return run("ctranslate2", configText(type, block, keys));
}

describe("CTranslate2's converter", () => {
  it.each(["yarn", "dynamic"])("raises NotImplementedError for %s", (type) => {
    expect(convert("llama", { ...YARN, rope_type: type })).toMatchObject({
      exception: "NotImplementedError",
      message: `RoPE scaling type '${type}' is not yet implemented. The following RoPE scaling types are currently supported: linear, su, llama3, longrope`,
    });
  });

  it("runs linear", () => {
    expect(convert("llama", { rope_type: "linear", factor: 4 }).outcome).toBe("runs");
    expect(convert("mistral", { type: "linear", factor: 4 }).outcome).toBe("runs");
  });

  it("keeps theta beside a block with transformers 5", () => {
    const found = convert("llama", { rope_type: "linear", factor: 4 }, { rope_theta: 500000 });
    expect(found.outcome).toBe("runs");
    expect(found.ropes[0]?.invFreq[1]).toBeCloseTo(500000 ** (-1 / 32) / 4, 6);
  });

  it("accepts llama3 on Llama and does nothing", () => {
    const found = convert("llama", LLAMA3);
    expect(found.outcome).toBe("differs");
    for (const divisor of divisors(found)) expect(divisor).toBeCloseTo(1, 6);
    expect(found.ignoredKeys).toEqual([
      "factor",
      "low_freq_factor",
      "high_freq_factor",
      "original_max_position_embeddings",
    ]);
  });

  it.each(["mistral", "qwen2", "qwen3"])("sets no attributes for llama3 on %s", (type) => {
    const { exception, message } = convert(type, LLAMA3);
    expect(exception).toBe("ValueError");
    expect(message).toMatch(
      /^Some required model attributes are not set:\n\ndecoder\/layer_0\/self_attention\/rotary_low/,
    );
  });

  it("sets no lists for longrope on Llama", () => {
    const { exception, message } = convert("llama", LONGROPE);
    expect(exception).toBe("ValueError");
    expect(message).toContain("decoder/layer_1/self_attention/rotary_scaling_short_factor");
  });

  it("takes type before rope_type", () => {
    expect(divisors(convert("llama", { ...YARN, type: "linear" }))[0]).toBeCloseTo(4, 6);
  });

  it("ignores Gemma 3's block, and with transformers 5 its thetas", () => {
    const found = convert(
      "gemma3_text",
      { rope_type: "linear", factor: 8 },
      { rope_theta: 2e6, sliding_window: 512, num_hidden_layers: 6 },
    );
    expect(found.ropes.map(({ layerType, invFreq }) => [layerType, invFreq[1]])).toEqual([
      ["full_attention", expect.closeTo(1e6 ** (-1 / 32), 6)],
      ["sliding_attention", expect.closeTo(1e4 ** (-1 / 32), 6)],
    ]);
    expect(found.outcome).toBe("differs");
    expect(found.ignoredKeys).toEqual(["rope_scaling"]);
  });

  it("converts Phi-3 from the model's own code only", () => {
    const keys = { original_max_position_embeddings: 4096 };
    expect(convert("phi3", LONGROPE, keys)).toMatchObject({ exception: "KeyError", message: "'type'" });
    expect(convert("phi3", { ...LONGROPE, type: "longrope" }, keys).exception).toBe("AttributeError");
    expect(convert("phi3", LONGROPE, { ...keys, auto_map: {} }).outcome).toBe("unknown");
  });

  it("names the classes that it has a loader for", () => {
    const { exception, message } = convert("mixtral", null);
    expect(exception).toBe("ValueError");
    expect(message).toMatch(/^No conversion is registered for the model configuration MixtralConfig \(supported/);
    expect(convert("gpt_neox", null).outcome).toBe("unknown");
  });
});
