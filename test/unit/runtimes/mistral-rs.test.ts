/** What mistral.rs 0.9.2 makes of a config, as its source says it: it was read, not run. */
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { supportOf } from "../../../src/runtimes/index.ts";
import { configText, divisors, factorOf, LLAMA3, LONG_SCALE, LONGROPE, run, YARN } from "./small-config.ts";

function load(type: string, block: object | null, keys?: object, seqLen?: number) {
  return run("mistral.rs", configText(type, block, keys), seqLen);
}

function serde(message: string) {
  return { outcome: "raises", exception: "serde_json::Error", message };
}

describe("mistral.rs", () => {
  it("runs llama3 and linear on Llama, and refuses every other type", () => {
    expect(load("llama", LLAMA3)).toMatchObject({ outcome: "runs", derivedMaxLength: 16384, ignoredKeys: [] });
    expect(load("llama", { rope_type: "linear", factor: 4 }).outcome).toBe("runs");
    expect(load("llama", null).outcome).toBe("runs");
    for (const block of [YARN, LONGROPE, { rope_type: "dynamic", factor: 4 }]) {
      expect(load("llama", block)).toMatchObject(
        serde(`unknown variant \`${block.rope_type}\`, expected one of \`llama3\`, \`linear\`, \`default\``),
      );
    }
  });

  it("wants rope_type and factor in every block of Llama, and numbers of their kind", () => {
    expect(load("llama", { type: "linear", factor: 4 })).toMatchObject(serde("missing field `rope_type`"));
    expect(load("llama", { rope_type: "default" })).toMatchObject(serde("missing field `factor`"));
    expect(load("llama", { rope_type: "linear", factor: "4.0" })).toMatchObject(
      serde('invalid type: string "4.0", expected f32'),
    );
    expect(load("llama", null, { max_position_embeddings: 16384.5 })).toMatchObject(
      serde("invalid type: floating point `16384.5`, expected usize"),
    );
    const { low_freq_factor: _, ...rest } = LLAMA3;
    expect(load("llama", rest)).toMatchObject({ exception: "Error", message: "low_freq_factor is required" });
  });

  it("misses rope_theta where rope_parameters holds it, but for Mistral", () => {
    const v5 = { rope_theta: undefined, rope_parameters: { rope_type: "default", rope_theta: 500000 } };
    for (const type of ["llama", "qwen2", "qwen3", "mixtral"]) {
      expect(load(type, null, v5)).toMatchObject(serde("missing field `rope_theta`"));
    }
    expect(load("mistral", null, v5)).toMatchObject({ outcome: "runs", ignoredKeys: [] });
  });

  it.each(["qwen2", "qwen3", "qwen3_moe", "mixtral"])("reads no block of %s", (type) => {
    const found = load(type, YARN);
    expect(found).toMatchObject({ outcome: "differs", ignoredKeys: ["rope_scaling"], warnings: [] });
    for (const divisor of divisors(found)) expect(divisor).toBeCloseTo(1, 6);
    expect(factorOf(found)).toBe(1);
  });

  it("runs yarn on Mistral from rope_parameters alone, with both betas", () => {
    expect(load("mistral", YARN)).toMatchObject({ outcome: "differs", ignoredKeys: ["rope_scaling"] });
    const v5 = (block: object) =>
      load("mistral", null, { rope_theta: undefined, rope_parameters: { rope_theta: 10000, ...block } });
    expect(v5(YARN)).toMatchObject({ exception: "Error", message: "YARN beta_fast is required" });
    const found = v5({ ...YARN, beta_fast: 32, beta_slow: 1 });
    expect(found.outcome).toBe("runs");
    expect(factorOf(found)).toBeCloseTo(0.1 * Math.log(4) + 1, 6);
    expect(v5({ ...YARN, beta_fast: 32, beta_slow: 1, attention_factor: 1.0 })).toMatchObject({
      outcome: "differs",
      ignoredKeys: ["attention_factor"],
    });
    expect(v5(LLAMA3)).toMatchObject(serde("unknown variant `llama3`, expected `default` or `yarn`"));
  });

  it("switches Phi-3's lists by the length of the call, and needs `type` and the original length beside the block", () => {
    const block = { ...LONGROPE, type: "longrope" };
    const original = { original_max_position_embeddings: 4096 };
    const short = divisors(load("phi3", block, original, 4096));
    const long = divisors(load("phi3", block, original, 4097));
    expect(short[16]).toBeCloseTo(1, 6);
    expect(long[16]).toBeCloseTo(2.5, 6);
    expect(factorOf(load("phi3", block, original))).toBeCloseTo(LONG_SCALE, 6);
    expect(load("phi3", block)).toMatchObject(serde("missing field `original_max_position_embeddings`"));
    expect(load("phi3", LONGROPE, original)).toMatchObject(
      serde("data did not match any variant of untagged enum PhiRopeScalingConfig"),
    );
    expect(load("phi3", { ...block, long_factor: [1] }, original, 8192)).toMatchObject({ exception: "panic" });
  });

  it("is not known for models whose file was not read", () => {
    for (const type of ["gemma3_text", "deepseek_v3", "gpt_oss"]) expect(load(type, null).outcome).toBe("unknown");
    expect(load("llama", null, { architectures: ["SomethingForCausalLM"] }).outcome).toBe("unknown");
  });

  it("runs of the strategies on Llama linear, llama3 and another theta", () => {
    const { model } = readConfig(configText("llama", null));
    if (model === null) throw new Error("the small config is a model");
    const states = (["none", "linear", "ntk", "llama3", "yarn", "resonant"] as const).map(
      (id) => supportOf(id, model, "mistral.rs").state,
    );
    expect(states).toEqual(["care", "care", "runs", "care", "no", "no"]);
    expect(supportOf("linear", model, "mistral.rs").note).toBe("raises where the file has no rope_theta");
    expect(supportOf("yarn", model, "mistral.rs").note).toContain("unknown variant");
  });
});
