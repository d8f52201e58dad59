import { describe, expect, it } from "vitest";
import { float, int, type PyValue } from "../../../src/runtimes/python/value.ts";
import { type RopeParams, rotationOf } from "../../../src/runtimes/tensorrt-llm/rope-params.ts";
import { configText, divisors, factorOf, LONG_SCALE, LONGROPE, PAIRS, run, YARN } from "./small-config.ts";

const llama = (block: object | null, keys?: object, seqLen?: number) =>
  run("tensorrt-llm", configText("llama", block, keys), seqLen);

describe("TensorRT-LLM", () => {
  it.each(["su", "ntk"])("raises ValueError for %s", (type) => {
    expect(llama({ ...LONGROPE, rope_type: type })).toMatchObject({
      exception: "ValueError",
      message: `Unsupported rotary scaling type: ${type}`,
    });
  });

  it("ignores attention_factor and truncate of yarn", () => {
    const block = { ...YARN, attention_factor: 1.5, truncate: false };
    expect(llama(block).ignoredKeys).toEqual(["attention_factor", "truncate"]);
    expect(factorOf(llama(block))).toBeCloseTo(0.1 * Math.log(4) + 1, 9);
    expect(divisors(llama(block))).toEqual(divisors(llama(YARN)));
    expect(llama(YARN).outcome).toBe("runs");
  });

  it("reads only alpha of dynamic", () => {
    const keys = { max_position_embeddings: 4096 };
    const found = llama({ rope_type: "dynamic", factor: 4 }, keys, 16000);
    for (const divisor of divisors(found)) expect(divisor).toBeCloseTo(1, 6);
    expect(found.outcome).toBe("differs");
    expect(found.ignoredKeys).toEqual(["factor"]);
  });

  it("takes one list of longrope for the whole run, and sets the attention factor itself", () => {
    for (const seqLen of [1024, 16000]) {
      expect(divisors(llama(LONGROPE, {}, seqLen))[31]).toBeCloseTo(PAIRS[31] ?? 0, 5);
      expect(factorOf(llama(LONGROPE, {}, seqLen))).toBeCloseTo(LONG_SCALE, 6);
    }
    expect(divisors(llama(LONGROPE, { max_seq_len: 2048 }))[31]).toBeCloseTo(1, 5);
  });

  it("multiplies the window by the factor of linear and dynamic, not of yarn, longrope and llama3", () => {
    expect(llama({ rope_type: "linear", factor: 4 }).derivedMaxLength).toBe(65536);
    expect(llama({ rope_type: "dynamic", factor: 2.5 }).derivedMaxLength).toBe(40960);
    expect(llama(YARN).derivedMaxLength).toBe(16384);
    expect(llama(LONGROPE).derivedMaxLength).toBe(16384);
  });

  it("takes type before rope_type", () => {
    const both = llama({ rope_type: "yarn", type: "linear", factor: 4, original_max_position_embeddings: 4096 });
    expect(divisors(both)[0]).toBeCloseTo(4, 6);
  });

  it("raises for Qwen2 types that are no position embedding", () => {
    expect(run("tensorrt-llm", configText("qwen2", { rope_type: "linear", factor: 4 }))).toMatchObject({
      exception: "ValueError",
      message: "Unsupported position embedding type: linear",
    });
    expect(run("tensorrt-llm", configText("qwen2", YARN)).outcome).toBe("runs");
  });

  it("is unknown where transformers 4 and 5 would lead to different answers", () => {
    const v5 = (block: object) =>
      configText("llama", null, { rope_theta: undefined, rope_parameters: { ...block, rope_theta: 10000 } });
    expect(run("tensorrt-llm", v5({ rope_type: "default" })).outcome).toBe("runs");
    expect(run("tensorrt-llm", v5(YARN)).outcome).toBe("unknown");
    expect(llama({ rope_type: "yarn", original_max_position_embeddings: 4096 }).outcome).toBe("unknown");
  });
});

describe("RopeParams of a block that lacks keys", () => {
  const params = (block: [string, PyValue][], topOriginal: PyValue = null): RopeParams => ({
    dim: 64,
    theta: float(10000),
    maxPosition: int(16384),
    maxSeqLen: null,
    topOriginal,
    block: new Map(block),
  });

  it("takes factor 1, betas 32 and 1, mscale 1 and 0", () => {
    const { invFreq, attentionFactor } = rotationOf(params([["rope_type", "yarn"]]));
    expect(attentionFactor).toBe(1);
    for (const [pair, frequency] of invFreq.entries()) expect(frequency * 10000 ** (pair / 32)).toBeCloseTo(1, 6);
    const full = params([
      ["rope_type", "yarn"],
      ["factor", float(4)],
      ["beta_fast", int(32)],
      ["beta_slow", int(1)],
      ["mscale", float(1)],
      ["mscale_all_dim", float(0)],
    ]);
    expect(
      rotationOf(
        params([
          ["rope_type", "yarn"],
          ["factor", float(4)],
        ]),
      ),
    ).toEqual(rotationOf(full));
  });

  it("takes low 1 and high 4 for llama3", () => {
    const block: [string, PyValue][] = [
      ["rope_type", "llama3"],
      ["factor", float(8)],
    ];
    const stated: [string, PyValue][] = [
      ["low_freq_factor", float(1)],
      ["high_freq_factor", float(4)],
    ];
    expect(rotationOf(params(block))).toEqual(rotationOf(params([...block, ...stated])));
  });

  it("takes the original length at top level, else in the block, else 1024", () => {
    const block: [string, PyValue][] = [
      ["rope_type", "yarn"],
      ["factor", float(4)],
    ];
    const inner: [string, PyValue][] = [...block, ["original_max_position_embeddings", int(4096)]];
    expect(rotationOf(params(inner, int(8192)))).toEqual(rotationOf(params(block, int(8192))));
    expect(rotationOf(params(block, int(4096)))).toEqual(rotationOf(params(inner)));
    expect(rotationOf(params(block))).toEqual(rotationOf(params(block, int(1024))));
    expect(rotationOf(params(block))).not.toEqual(rotationOf(params(inner)));
  });

  it("multiplies by alpha's power for dynamic", () => {
    const found = rotationOf(
      params([
        ["rope_type", "dynamic"],
        ["alpha", float(1000)],
      ]),
    );
    expect(found.invFreq[1]).toBeCloseTo((10000 * 1000 ** (64 / 62)) ** (-1 / 32), 6);
  });
});
