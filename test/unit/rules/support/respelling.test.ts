import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/read-config.ts";
import { respellingFor } from "../../../../src/rules/support/respelling.ts";
import { parseRuntime, type RuntimeChoice } from "../../../../src/runtimes/index.ts";
import { findingsOf, fixedBy, gemma, mla, only, small, yarn } from "./configs.ts";

const V4 = "Write it as rope_scaling (transformers 4 spelling)";

function choices(...names: readonly string[]): RuntimeChoice[] {
  return names.map(parseRuntime).filter((choice) => choice !== null);
}

function titles(text: string, ...names: readonly string[]): string[] {
  return respellingFor(readConfig(text), choices(...names)).map(({ title }) => title);
}

describe("the other spelling as a fix", () => {
  const v5 = small({ rope_theta: undefined, rope_parameters: yarn({ rope_theta: 500000 }) });

  it("is offered where every framework then computes what the file says", () => {
    expect(titles(v5, "transformers@4.57.6")).toEqual([V4]);
    expect(titles(v5, "transformers@4.57.6", "transformers@5.24.0")).toEqual([V4]);
    expect(titles(v5, "transformers@4.57.6", "mlc-llm")).toEqual([]);
    expect(titles(v5)).toEqual([]);
    expect(titles(small({ rope_scaling: yarn() }), "transformers@4.57.6")).toEqual([]);
  });

  it("mends what a framework computes otherwise", () => {
    const runtimes = ["mlx-lm"];
    const text = mla({
      max_position_embeddings: 16384,
      rope_parameters: { rope_type: "linear", factor: 4, rope_theta: 500000 },
    });
    const finding = only("runtime/differs", text, { runtimes });
    const after = fixedBy(V4, finding, text);
    expect(findingsOf("runtime/differs", after, { runtimes })).toEqual([]);
    expect(after).toContain('"rope_scaling": {');
  });

  it("mends a block per layer type that a framework does not run", () => {
    const runtimes = ["exllamav3"];
    const text = gemma({
      rope_parameters: {
        full_attention: { rope_type: "linear", factor: 4, rope_theta: 1000000 },
        sliding_attention: { rope_type: "default", rope_theta: 10000 },
      },
    });
    const finding = only("runtime/unsupported-type", text, { runtimes });
    expect(findingsOf("runtime/unsupported-type", fixedBy(V4, finding, text), { runtimes })).toEqual([]);
  });

  it("mends what a framework raises for", () => {
    const runtimes = ["lmdeploy"];
    const text = gemma({ rope_parameters: { rope_type: "linear", factor: 4.5, rope_theta: 1000000 } });
    const finding = only("runtime/raises", text, { runtimes });
    expect(findingsOf("runtime/raises", fixedBy(V4, finding, text), { runtimes })).toEqual([]);
  });
});
