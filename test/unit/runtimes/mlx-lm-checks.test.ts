import { readFileSync } from "node:fs";
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

  it("a Qwen 3 VL whose tie_word_embeddings stands beside text_config: it is looked for inside", () => {
    const text = readFileSync("test/fixtures/published/qwen3-vl-8b.json", "utf8");
    const missing = "ModelArgs.__init__() missing 1 required positional argument: 'tie_word_embeddings'";
    expect(run("mlx-lm", text)).toMatchObject({ exception: "TypeError", message: missing });
    const config = JSON.parse(text);
    const { text_config } = config;
    const inside = { ...config, text_config: { ...text_config, tie_word_embeddings: false } };
    const frequency = text_config.rope_theta ** (-1 / (text_config.head_dim / 2));
    for (const whole of [inside, { ...inside.text_config, model_type: "qwen3_vl" }]) {
      const { ropes } = run("mlx-lm", JSON.stringify(whole));
      expect(ropes[0]?.invFreq[1]).toBeCloseTo(frequency, 6);
    }
  });

  it("no Qwen 2 VL whose keys are not in text_config", () => {
    expect(run("mlx-lm", configText("qwen2_vl", null)).exception).toBeNull();
  });
});
