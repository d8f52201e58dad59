import { describe, expect, it } from "vitest";
import { findings, findingsOf, llama, small, yarn } from "./support/configs.ts";

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
});
