import { describe, expect, it } from "vitest";
import { configText, run } from "./small-config.ts";

describe("what mlx-lm stumbles over besides the rotation", () => {
  it.each(["12", null, 12.5])("a number of layers that is %s", (layers) => {
    const text = configText("qwen2", null, { num_hidden_layers: layers });
    expect(run("mlx-lm", text)).toMatchObject({ exception: "TypeError", message: expect.stringContaining("integer") });
  });

  it("a negative hidden size", () => {
    const text = configText("llama", null, { hidden_size: -4096 });
    expect(run("mlx-lm", text)).toMatchObject({ exception: "ValueError", message: "math domain error" });
  });

  it("layer types of gpt-oss without one of its two kinds", () => {
    const kinds = (first: string) => configText("gpt_oss", null, { layer_types: [first, "sliding_attention"] });
    expect(run("mlx-lm", kinds("full_atention"))).toMatchObject({
      exception: "ValueError",
      message: "'full_attention' is not in list",
    });
    expect(run("mlx-lm", kinds("full_attention")).exception).toBeNull();
  });
});
