import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, json, marked, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/theta-conflict";

describe(CODE, () => {
  it("says who computes with which", () => {
    const text = small({ rope_parameters: yarn({ rope_theta: 1000000 }) });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_theta", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe("500000.0");
    expect(finding.message).toBe(
      "rope_theta is 500000 here and 1000000 in rope_parameters: transformers 5, vLLM and SGLang compute with 1000000, transformers 4 with 500000.",
    );
    expect(fixedBy("Keep 1000000 alone", finding, text)).toBe(
      small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }),
    );
    expect(fixedBy("Write 500000 into rope_parameters", finding, text)).toBe(
      small({ rope_parameters: yarn({ rope_theta: 500000 }) }).replace(
        '"rope_theta": 500000.0\n',
        '"rope_theta": 500000\n',
      ),
    );
  });

  it("leaves equal ones and a single one alone", () => {
    expect(findingsOf(CODE, small({ rope_parameters: yarn({ rope_theta: 500000 }) }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_parameters: yarn() }))).toEqual([]);
  });

  it("writes every digit of the base, and leaves the choice to the author", () => {
    const text = small({ rope_theta: 12345.678901234567, rope_parameters: yarn({ rope_theta: 10000 }) });
    const finding = only(CODE, text);
    expect(fixedBy("Write 12345.7 into rope_parameters", finding, text)).toContain(
      '"rope_theta": 12345.678901234567\n  }',
    );
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([false, false]);
    expect(only(CODE, text, { runtimes: ["vllm"] }).severity).toBe("info");
  });

  it("leaves types that do not read it, blocks per layer type, blocks that are not read and a base that stands twice alone", () => {
    const block = { rope_type: "default", rope_theta: 30000 };
    const neox = { model_type: "gpt_neox", hidden_size: 1024, num_attention_heads: 16, rope_theta: 1000000 };
    expect(findingsOf(CODE, json({ ...neox, rope_parameters: block }))).toEqual([]);
    const nested = { full_attention: block, sliding_attention: block };
    expect(findingsOf(CODE, gemma({ rope_theta: 5000, rope_parameters: nested }))).toEqual([]);
    const linear = { rope_type: "linear", factor: 4 };
    expect(findingsOf(CODE, small({ rope_scaling: linear, rope_parameters: { ...linear, rope_theta: 3 } }))).toEqual(
      [],
    );
    const twice = small({ rope_parameters: block }).replace(
      '"rope_theta": 500000.0',
      '"rope_theta": 1.5,\n  "rope_theta": 500000.0',
    );
    expect(findingsOf(CODE, twice)).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "mymodel", rope_parameters: block }))).toHaveLength(1);
  });
});
