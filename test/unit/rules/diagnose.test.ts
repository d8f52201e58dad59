import { describe, expect, it } from "vitest";
import { findings, findingsOf, json, llama, qwen, small, type Values, yarn } from "./support/configs.ts";

describe("diagnose", () => {
  it("gives findings in the order of the text", () => {
    const text = small({
      num_key_value_heads: 5,
      rope_scaling: yarn({ mscale: 1, beta_fast: 1, beta_slow: 32 }),
      model_max_length: 1,
    });
    const offsets = findings(text).map(({ offset }) => offset);
    expect(offsets.length).toBeGreaterThan(1);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  });

  it("lets a level of the settings replace the severity", () => {
    const text = llama({ max_position_embeddings: 16384 });
    const level = (rule: "off" | "info" | "warning" | "error") =>
      findings(text, { rules: { "length/unscaled-extension": rule } }).map(({ severity }) => severity);
    expect([level("error"), level("info"), level("off")]).toEqual([["error"], ["info"], []]);
  });

  it("lets one cause give one finding", () => {
    const text = small({ rope_scaling: { rope_type: "yarn", facter: 4, original_max_position_embeddings: 4096 } });
    expect(findings(text).map(({ code }) => code)).toEqual(["rope/misspelt-key"]);
  });

  it("keeps silent about the meaning of what is unsettled, also when that finding is switched off", () => {
    const text = small({ rope_scaling: yarn({ factor: "4.0", beta_fast: 1, beta_slow: 32 }) });
    expect(findings(text, { rules: { "rope/wrong-type": "off" } })).toEqual([]);
  });

  it("names the chosen release in what concerns it", () => {
    const [finding] = findingsOf("rope/attn-factor", small({ rope_scaling: yarn({ attn_factor: 2 }) }), {
      runtimes: ["vllm@0.33.0"],
    });
    expect(finding?.runtimes).toContain("vllm@0.33.0");
  });

  it("gives findings at one place in the order of their codes", () => {
    const text = small({ rope_scaling: yarn({ beta_fast: 1, beta_slow: 32, mscale: 0.7, truncate: "x" }) });
    const found = findings(text).map(({ offset, code }) => ({ offset, code }));
    expect(found).toEqual(found.toSorted((a, b) => a.offset - b.offset || a.code.localeCompare(b.code)));
    const two = findings(qwen({ rope_scaling: { rope_type: "yarn", factor: 4 } })).map(({ code }) => code);
    expect(two).toEqual(two.toSorted());
  });

  it("says nothing for information about what an error or a warning is found in", () => {
    const text = (block: Values) => qwen({ max_position_embeddings: 131072, rope_scaling: block });
    const block = yarn({ original_max_position_embeddings: 32768 });
    expect(findings(text(block)).map(({ code }) => code)).toEqual(["length/static-yarn"]);
    expect(findings(text({ ...block, beta_fast: 1, beta_slow: 32 })).map(({ code }) => code)).toEqual([
      "rope/swapped-betas",
    ]);
    // What it stands on does not depend on the levels that the user set.
    expect(findings(text({ ...block, beta_fast: 1, beta_slow: 32 }), { rules: { "rope/*": "off" } })).toEqual([]);
  });

  it("finds nothing but faults of the text where it breaks off", () => {
    const text = small({ rope_scaling: yarn({ factor: "4" }) });
    expect(findings(text).map(({ code }) => code)).toEqual(["rope/wrong-type"]);
    expect(findings(text.slice(0, -2)).map(({ code }) => code)).toEqual(["json/syntax"]);
    expect(findings(text.replace(/\n\}$/, ",\n}")).map(({ code }) => code)).toEqual(["rope/wrong-type", "json/syntax"]);
  });

  it("keeps silent about the meaning of a key that stands twice with two values, but not with one", () => {
    const twice = (first: number) =>
      llama({ max_position_embeddings: 16384 }).replace(
        '"num_attention_heads"',
        `"max_position_embeddings": ${first},\n  "num_attention_heads"`,
      );
    expect(findings(twice(4096)).map(({ code }) => code)).toEqual(["json/duplicate-key"]);
    expect(findings(twice(16384)).map(({ code }) => code)).toEqual(["json/duplicate-key", "length/unscaled-extension"]);
  });

  it("marks the place of a finding, and no more than the text has", () => {
    const unclosed = '{"model_type": "llama", "hidden_size": 2048} /* a';
    for (const { offset, length } of findings(unclosed)) expect(offset + length).toBeLessThanOrEqual(unclosed.length);
    expect(findings(unclosed).map(({ offset, length }) => unclosed.slice(offset, offset + length))).toContain("/* a");
    // The parser takes such an end for one character more than there is.
    expect(
      findings('{"model_type": "llama", "hidden_size": 2048} /*').map(({ offset, length }) => [offset, length]),
    ).toEqual([[45, 2]]);
    const part = json({
      model_type: "qwen3_vl",
      text_config: { hidden_size: 2048, num_attention_heads: 16, num_hidden_layers: 2 },
    });
    const [finding] = findingsOf("rope/default-theta-changed", part);
    expect(part.slice(finding?.offset, finding?.offset === undefined ? 0 : finding.offset + 1)).toBe("{");
  });

  it("knows what the user serves with, and nothing of files beside it unless it is told", () => {
    expect(findings(small(), {}).length).toBe(0);
    expect(
      findings(small({ rope_scaling: yarn() }), { runtimes: ["ctranslate2"] }).map(({ runtimes }) => runtimes),
    ).toEqual([["ctranslate2@4.8.5"]]);
    const siblings = { "tokenizer_config.json": '{"model_max_length": 4096}' };
    expect(findings(small({ rope_scaling: yarn() }), { siblings }).map(({ code }) => code)).toEqual([
      "files/tokenizer-window",
    ]);
  });

  it("names no framework where the finding concerns the file itself", () => {
    expect(
      findings(small({ rope_scaling: { rope_type: "linear", factor: 0.5 } })).map(({ code, runtimes }) => [
        code,
        runtimes,
      ]),
    ).toEqual([["rope/factor-range", []]]);
  });
});
