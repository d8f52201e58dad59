import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only, oss, small, yarn } from "../support/configs.ts";

const CODE = "runtime/v5-spelling";

describe(CODE, () => {
  it("says which theta is used, and writes the older spelling", () => {
    const text = small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) });
    const finding = only(CODE, text, { runtimes: ["transformers@4.57.6", "tgi"] });
    expect(finding).toMatchObject({
      severity: "error",
      jsonPointer: "/rope_parameters",
      runtimes: ["transformers@4.57.6", "tgi@3.3.7"],
    });
    expect(marked(text, finding)).toBe('"rope_parameters"');
    expect(finding.message).toBe(
      "transformers 4.57.6 and TGI 3.3.7 do not read rope_parameters: nothing is scaled, and theta is 10000.",
    );
  });

  it("is not told unasked, nor about frameworks that read it", () => {
    expect(findingsOf(CODE, small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }))).toEqual(
      [],
    );
  });

  it("leaves newer releases alone", () => {
    expect(
      findingsOf(CODE, small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) }), {
        runtimes: ["vllm", "transformers"],
      }),
    ).toEqual([]);
  });

  it.each([
    ["transformers@4.57.6", 1],
    ["transformers@5.0.0", 0],
    ["vllm@0.11.0", 1],
    ["sglang@0.4.10.post2", 1],
    ["sglang", 0],
    ["tgi", 1],
    ["exllamav2", 1],
    ["mlc-llm", 1],
    ["ollama", 1],
    ["mlx-lm", 1],
    ["ctranslate2", 0],
  ])("knows whether %s reads it in Llama", (runtime, found) => {
    const findings = findingsOf(CODE, small({ rope_parameters: yarn() }), { runtimes: [runtime] });
    expect(findings).toHaveLength(found);
    for (const { message } of findings)
      expect(message).toMatch(/ does not read rope_parameters: nothing is scaled, and theta is 500000\.$/);
  });

  it("knows that mlx-lm reads it in some models", () => {
    const mistral = small({ model_type: "mistral", sliding_window: null, rope_parameters: yarn() });
    expect(findingsOf(CODE, mistral, { runtimes: ["mlx-lm"] })).toEqual([]);
    expect(only(CODE, mistral, { runtimes: ["mlx-lm", "tgi"] }).runtimes).toEqual(["tgi@3.3.7"]);
  });

  it("says which bases count, and which scaling the type has by itself", () => {
    const older = { runtimes: ["transformers@4.57.6"] };
    const full_attention = { rope_type: "linear", factor: 4, rope_theta: 2000000 };
    const sliding_attention = { rope_type: "default", rope_theta: 10000 };
    const layered = { rope_parameters: { full_attention, sliding_attention } };
    expect(only(CODE, gemma(layered), older).message).toMatch(/: nothing is scaled, and theta is 10000 and 1000000\.$/);
    expect(only(CODE, gemma({ ...layered, rope_theta: 300 }), older).message).toMatch(/ theta is 10000 and 300\.$/);
    expect(only(CODE, oss({ rope_parameters: yarn({ factor: 64 }) }), older).message).toMatch(
      /: the type's own block counts, and theta is 150000\.$/,
    );
    const unknown = { model_type: "mymodel", rope_theta: undefined, rope_parameters: yarn() };
    expect(only(CODE, small(unknown), { runtimes: ["tgi"] }).message).toMatch(/: nothing is scaled\.$/);
  });

  it("offers the older spelling where there is one, for the frameworks that do not read the newer", () => {
    const text = small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 1000000 }) });
    const finding = only(CODE, text, { runtimes: ["tgi"] });
    expect(fixedBy("Write it as rope_scaling (transformers 4 spelling)", finding, text)).toBe(
      small({ rope_theta: 1000000, rope_scaling: yarn() }),
    );
    const sliding_attention = yarn({ rope_theta: 10000 });
    const nested = gemma({
      rope_parameters: { full_attention: { rope_type: "default", rope_theta: 2000000 }, sliding_attention },
    });
    expect(only(CODE, nested, { runtimes: ["transformers@4.57.6"] }).fixes).toEqual([]);
  });

  it("leaves blocks alone that say what runs anyway, that are not what counts, or are in dispute", () => {
    const chosen = { runtimes: ["transformers@4.57.6", "tgi"] };
    const plain = { rope_theta: 10000, rope_parameters: { rope_type: "default", rope_theta: 10000 } };
    expect(findingsOf(CODE, small(plain), chosen)).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: yarn(), rope_parameters: yarn() }), chosen)).toEqual([]);
    expect(findingsOf(CODE, small({ rope_parameters: yarn({ factor: "4" }) }), chosen)).toEqual([]);
    expect(findingsOf(CODE, small({ rope_parameters: {} }), chosen)).toEqual([]);
    expect(findingsOf(CODE, small({ model_type: "gpt2", rope_parameters: yarn() }), chosen)).toEqual([]);
  });
});
