import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, json, marked, only, small } from "../support/configs.ts";

const CODE = "rope/scaling-without-rope";

describe(CODE, () => {
  it("says that nothing rotates", () => {
    const text = json({
      model_type: "gpt2",
      n_embd: 768,
      n_head: 12,
      n_layer: 12,
      rope_scaling: { rope_type: "linear", factor: 4 },
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "warning", jsonPointer: "/rope_scaling", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"rope_scaling"');
    expect(finding.message).toBe("gpt2 has no rotary position embedding: rope_scaling has no effect on it.");
    expect(fixedBy("Remove rope_scaling", finding, text)).toBe(
      json({ model_type: "gpt2", n_embd: 768, n_head: 12, n_layer: 12 }),
    );
  });

  it("leaves plain blocks, null and models with RoPE alone", () => {
    expect(findingsOf(CODE, json({ model_type: "bert", hidden_size: 768, rope_scaling: null }))).toEqual([]);
    expect(findingsOf(CODE, small({ rope_scaling: { rope_type: "linear", factor: 4 } }))).toEqual([]);
  });

  it("finds either spelling, and both", () => {
    const linear = { rope_type: "linear", factor: 4 };
    const shape = { model_type: "gpt2", n_embd: 768, n_head: 12, n_layer: 12 };
    const newer = only(CODE, json({ ...shape, rope_parameters: linear }), { runtimes: ["vllm"] });
    expect(newer).toMatchObject({ severity: "info", jsonPointer: "/rope_parameters" });
    expect(newer.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([["Remove rope_parameters", false]]);
    expect(findingsOf(CODE, json({ ...shape, rope_scaling: linear, rope_parameters: linear }))).toHaveLength(2);
  });

  it.each([{ rope_type: "default" }, { rope_type: "axial" }, { rope_type: "proportional", factor: 2 }])(
    "leaves %j alone, which vision models have",
    (block) => {
      expect(findingsOf(CODE, json({ model_type: "gpt2", n_embd: 768, rope_scaling: block }))).toEqual([]);
    },
  );

  it("leaves code of the model's own alone", () => {
    const own = { model_type: "gpt2", auto_map: { AutoConfig: "x.Y" } };
    expect(findingsOf(CODE, json({ ...own, rope_scaling: { rope_type: "linear", factor: 4 } }))).toEqual([]);
  });
});
