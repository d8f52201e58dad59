import { describe, expect, it } from "vitest";
import { configText, divisors, factorOf, LLAMA3, LONG_SCALE, LONGROPE, PAIRS, run, YARN } from "./small-config.ts";

const BETAS = { beta_fast: 32, beta_slow: 1 };

function build(type: string, block: object | null, keys?: object, seqLen?: number) {
  return run("onnxruntime-genai", configText(type, block, keys), seqLen);
}

describe("onnxruntime-genai's model builder", () => {
  it.each([
    ["linear", { rope_type: "linear", factor: 4 }],
    ["yarn", YARN],
    ["longrope", LONGROPE],
  ])("ignores %s on Llama in silence", (_, block) => {
    const built = build("llama", block, {}, 16000);
    for (const divisor of divisors(built)) expect(divisor).toBeCloseTo(1, 6);
    expect(built).toMatchObject({ outcome: "differs", warnings: block === LONGROPE ? expect.any(Array) : [] });
    expect(built.ignoredKeys).toContain("factor");
  });

  it("runs llama3 on Llama", () => {
    expect(build("llama", LLAMA3).outcome).toBe("runs");
  });

  it.each(["llama3", "longrope", "dynamic"])("raises NotImplementedError for %s on Qwen2 and Mistral", (type) => {
    const block = type === "llama3" ? LLAMA3 : type === "longrope" ? LONGROPE : { rope_type: "dynamic", factor: 4 };
    for (const model of ["qwen2", "mistral"]) {
      expect(build(model, block)).toMatchObject({
        exception: "NotImplementedError",
        message: `The ${type} RoPE style is not currently supported.`,
      });
    }
  });

  it("runs linear, and default with sections, by the base class", () => {
    expect(build("qwen2", { rope_type: "linear", factor: 4 }).outcome).toBe("runs");
    expect(build("qwen2", { rope_type: "default", mrope_section: [16, 8, 8] }).outcome).toBe("runs");
  });

  it("divides by zero for yarn without betas", () => {
    expect(build("qwen2", YARN).exception).toBe("ZeroDivisionError");
  });

  it("never rounds yarn's ramp", () => {
    const rounded = build("qwen2", { ...YARN, ...BETAS });
    expect(rounded.outcome).toBe("differs");
    expect(factorOf(rounded)).toBeCloseTo(0.1 * Math.log(4) + 1, 9);
    expect(build("qwen2", { ...YARN, ...BETAS, truncate: false }).outcome).toBe("runs");
  });

  it("takes a lone mscale as the factor itself, and ignores attention_factor", () => {
    expect(factorOf(build("qwen2", { ...YARN, ...BETAS, mscale: 0.7 }))).toBe(0.7);
    const built = build("qwen2", { ...YARN, ...BETAS, attention_factor: 1.5, attn_factor: 1.5 });
    expect(factorOf(built)).toBeCloseTo(0.1 * Math.log(4) + 1, 9);
    expect(built.ignoredKeys).toEqual(["attention_factor", "attn_factor"]);
  });

  it("asserts that yarn's ramp lies inside the head", () => {
    const built = build("qwen2", { ...YARN, beta_fast: 1, beta_slow: 32 });
    expect(built.exception).toBe("AssertionError");
  });

  describe("Phi-3", () => {
    const phi = (block: object | null, seqLen?: number, original = 4096) =>
      build("phi3", block, { original_max_position_embeddings: original }, seqLen);
    const both = { ...LONGROPE, type: "longrope" };

    it("needs type beside rope_type", () => {
      expect(phi(LONGROPE)).toMatchObject({ exception: "KeyError", message: "'type'" });
    });

    it("honours short_mscale and long_mscale above 0, else scales by the lengths", () => {
      expect(factorOf(phi({ ...both, short_mscale: 1.25, long_mscale: 1.5 }, 2048))).toBe(1.25);
      expect(factorOf(phi({ ...both, short_mscale: 1.25, long_mscale: 1.5 }, 8192))).toBe(1.5);
      expect(factorOf(phi({ ...both, short_mscale: 0, long_mscale: 0 }, 8192))).toBeCloseTo(LONG_SCALE, 6);
      expect(phi(both).ignoredKeys).toEqual(["factor", "attention_factor"]);
    });

    it("takes the list by the length of the call", () => {
      expect(divisors(phi(both, 4096))[31]).toBeCloseTo(1, 5);
      expect(divisors(phi(both, 4097))[31]).toBeCloseTo(PAIRS[31] ?? 0, 5);
    });

    it("has no longrope where the window is the original length", () => {
      expect(phi(both, 2048, 16384).exception).toBe("NotImplementedError");
    });
  });

  it("reads rope_parameters", () => {
    const keys = { rope_theta: undefined, rope_parameters: { rope_type: "linear", factor: 4, rope_theta: 10000 } };
    expect(build("qwen2", null, keys).outcome).toBe("runs");
  });

  it("finds no type in Gemma 3's blocks", () => {
    expect(build("gemma3_text", null, { sliding_window: 512 })).toMatchObject({
      exception: "KeyError",
      message: "'rope_type'",
    });
  });

  it("is unknown for types whose builder was not read", () => {
    expect(build("mixtral", null).outcome).toBe("unknown");
    expect(build("llama", null, { architectures: ["LlamaModel"] }).outcome).toBe("unknown");
  });
});
