import { describe, expect, it } from "vitest";
import { findings, findingsOf, gemma, json, only, small, yarn } from "../support/configs.ts";

const CODE = "rope/partial-rotary-range";
const PHI = { model_type: "phi", hidden_size: 2560, num_attention_heads: 32, num_hidden_layers: 32 };

describe(CODE, () => {
  it.each([1.5, 0, -0.5])("finds %d where the type reads the share", (share) => {
    const finding = only(CODE, json({ ...PHI, max_position_embeddings: 2048, partial_rotary_factor: share }));
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/partial_rotary_factor" });
    expect(finding.runtimes).toEqual(["transformers", "vllm"]);
  });

  it("names what a percentage would be", () => {
    const text = json({ ...PHI, max_position_embeddings: 2048, partial_rotary_factor: 40 });
    expect(only(CODE, text).message).toMatch(/ 40 % would be 0\.4\.$/);
  });

  it.each([
    [1.9, ""],
    [2, " 2 % would be 0.02."],
    [100, " 100 % would be 1."],
    [101, ""],
  ])("takes %d for a percentage only where it can be one", (share, end) => {
    const text = json({ ...PHI, max_position_embeddings: 2048, partial_rotary_factor: share });
    const { message } = only(CODE, text);
    if (end === "") expect(message).not.toContain("%");
    else expect(message.endsWith(end)).toBe(true);
  });

  it("finds rotary_pct and the share in a block", () => {
    const neox = json({ model_type: "gpt_neox", hidden_size: 512, num_attention_heads: 8, rotary_pct: 25 });
    expect(only(CODE, neox).jsonPointer).toBe("/rotary_pct");
    const block = small({ rope_parameters: { rope_type: "default", rope_theta: 10000, partial_rotary_factor: 2 } });
    expect(only(CODE, block)).toMatchObject({
      severity: "warning",
      jsonPointer: "/rope_parameters/partial_rotary_factor",
    });
  });

  it("is an error of types with blocks per layer type where one is scaled", () => {
    const scaling = { rope_type: "linear", factor: 8 };
    expect(only(CODE, gemma({ partial_rotary_factor: 2, rope_scaling: scaling })).severity).toBe("error");
    expect(only(CODE, gemma({ partial_rotary_factor: 2 })).severity).toBe("warning");
  });

  it("is the one finding, whatever follows from the size of the rotating part", () => {
    const text = small({ partial_rotary_factor: 1.5, rope_scaling: yarn() });
    expect(findings(text).map(({ code }) => code)).toEqual([CODE]);
  });

  it("leaves shares alone", () => {
    const text = json({ ...PHI, max_position_embeddings: 2048, partial_rotary_factor: 0.4 });
    expect(findingsOf(CODE, text)).toEqual([]);
    expect(findingsOf(CODE, small({ partial_rotary_factor: 1 }))).toEqual([]);
  });

  it("says who raises, and who does not read it", () => {
    const read = only(CODE, json({ ...PHI, max_position_embeddings: 2048, partial_rotary_factor: 1.5 }));
    expect(read.message).toBe(
      '"partial_rotary_factor" is 1.5, and a share of the head lies above 0 and is 1 at most: vLLM raises ValueError when it builds the model, and the first attention of transformers raises RuntimeError.',
    );
    const unread = small({ partial_rotary_factor: 1.5 });
    expect(only(CODE, unread).message).toMatch(/builds the model; transformers does not read it in this type\.$/);
    expect(only(CODE, unread, { runtimes: ["vllm"] }).severity).toBe("error");
    expect(only(CODE, small({ partial_rotary_factor: 1.5, rope_scaling: yarn() })).severity).toBe("error");
    expect(findingsOf(CODE, small({ model_type: "dinov3_vit", partial_rotary_factor: 1.5 }))).toEqual([]);
    const twice = unread.replace('"rope_theta"', '"partial_rotary_factor": 0.5,\n  "rope_theta"');
    expect(findingsOf(CODE, twice)).toEqual([]);
    expect(findingsOf(CODE, small({ rotary_pct: 1.5, model_type: "mymodel" }))).toHaveLength(1);
  });
});
