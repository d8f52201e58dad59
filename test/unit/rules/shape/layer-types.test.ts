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
});
