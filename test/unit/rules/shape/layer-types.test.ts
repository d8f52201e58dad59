import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, gemma, marked, only } from "../support/configs.ts";

const CODE = "shape/layer-types";

describe(CODE, () => {
  it("counts the layers", () => {
    const text = gemma({ num_hidden_layers: 4, layer_types: ["sliding_attention", "full_attention"] });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/layer_types", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"layer_types"');
    expect(finding.message).toBe(
      "layer_types names 2 layers, but num_hidden_layers is 4: transformers since 4.57 raises ValueError when it loads the file.",
    );
  });

  it("changes a misspelt name in every layer", () => {
    const text = gemma({
      num_hidden_layers: 3,
      layer_types: ["slidng_attention", "full_attention", "slidng_attention"],
    });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/layer_types/0", runtimes: ["transformers"] });
    expect(marked(text, finding)).toBe('"slidng_attention"');
    expect(finding.message).toBe(
      '"slidng_attention" is no layer type. Did you mean "sliding_attention"? transformers since 4.53 raises ValueError when it loads the file. It stands in 2 layers.',
    );
    expect(fixedBy("Change to sliding_attention in all 2 layers", finding, text)).toBe(
      gemma({ num_hidden_layers: 3, layer_types: ["sliding_attention", "full_attention", "sliding_attention"] }),
    );
  });

  it("says who refuses a name that is like no other", () => {
    const text = gemma({ num_hidden_layers: 2, layer_types: ["quantum_attention", "full_attention"] });
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "/layer_types/0", fixes: [] });
    expect(finding.message).toBe(
      '"quantum_attention" is no layer type of transformers 5.24, which raises ValueError when it loads the file.',
    );
  });

  it("leaves new names of unknown model types alone", () => {
    const layers = { num_hidden_layers: 2, layer_types: ["quantum_attention", "full_attention"] };
    expect(findingsOf(CODE, gemma({ model_type: "mymodel", ...layers }))).toEqual([]);
  });

  it("says of one layer that it is one, and of one misspelt name where it stands", () => {
    const one = only(CODE, gemma({ num_hidden_layers: 2, layer_types: ["full_attention"] }));
    expect(one.message).toMatch(/^layer_types names 1 layer, but num_hidden_layers is 2: /);
    const text = gemma({ num_hidden_layers: 2, layer_types: ["full_attention", "slidng_attention"] });
    const finding = only(CODE, text);
    expect(finding.jsonPointer).toBe("/layer_types/1");
    expect(finding.message).toMatch(/ transformers since 4\.53 raises ValueError when it loads the file\.$/);
    expect(finding.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ["Change to sliding_attention", true],
    ]);
  });

  it("counts the layers in which a strange name stands", () => {
    const text = gemma({ num_hidden_layers: 2, layer_types: ["quantum_attention", "quantum_attention"] });
    expect(only(CODE, text).message).toMatch(/ raises ValueError when it loads the file\. It stands in 2 layers\.$/);
  });

  it.each([
    ["transformers@4.56.2", "info", "error"],
    ["transformers@4.57.6", "error", "error"],
    ["transformers@4.52.4", "info", "info"],
    ["transformers@4.53.3", "info", "error"],
    ["tgi", "info", "info"],
  ])("knows what %s checks", (runtime, count, name) => {
    const counted = gemma({ num_hidden_layers: 2, layer_types: ["full_attention"] });
    expect(only(CODE, counted, { runtimes: [runtime] }).severity).toBe(count);
    const named = gemma({ num_hidden_layers: 1, layer_types: ["full_atention"] });
    expect(only(CODE, named, { runtimes: [runtime] }).severity).toBe(name);
  });

  it("tells slips of the pen of unknown types too, and leaves vision models and lists in dispute alone", () => {
    const near = { num_hidden_layers: 1, layer_types: ["full_atention"] };
    expect(only(CODE, gemma({ model_type: "mymodel", ...near })).severity).toBe("warning");
    const strange = { num_hidden_layers: 1, layer_types: ["stage1"] };
    expect(findingsOf(CODE, gemma({ model_type: "dinov3_vit", ...strange }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ auto_map: { AutoConfig: "x.Y" }, ...strange }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ num_hidden_layers: 2, layer_types: [4] }))).toHaveLength(1);
    expect(findingsOf(CODE, gemma({ num_hidden_layers: "2", layer_types: ["full_attention"] }))).toEqual([]);
    expect(findingsOf(CODE, gemma({ num_hidden_layers: 2, layer_types: "full_atention" }))).toEqual([]);
    const twice = gemma({ num_hidden_layers: 2, layer_types: ["full_attention"] }).replace(
      '"layer_types"',
      '"layer_types": [],\n  "layer_types"',
    );
    expect(findingsOf(CODE, twice)).toEqual([]);
  });
});
