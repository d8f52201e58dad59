import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/index.ts";
import { type TrainingEffect, trainingEffects } from "../../../../src/runtimes/index.ts";

const SHAPE = { hidden_size: 512, num_attention_heads: 8, num_hidden_layers: 2, vocab_size: 1024, rope_theta: 10000 };
const LISTS = { short_factor: new Array(32).fill(1), long_factor: new Array(32).fill(4) };
const YARN = { rope_type: "yarn", factor: 4, original_max_position_embeddings: 4096 };
const LONGROPE = { rope_type: "longrope", factor: 4, original_max_position_embeddings: 4096, ...LISTS };
const LLAMA3 = {
  rope_type: "llama3",
  factor: 8,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
};

function effect(name: string, length: number | null, window: number, block?: object, type = "llama"): TrainingEffect {
  const scaling = block === undefined ? {} : { rope_scaling: block };
  const text = JSON.stringify({ model_type: type, ...SHAPE, max_position_embeddings: window, ...scaling });
  const found = trainingEffects(readConfig(text), length).find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`nothing is said of ${name}`);
  return found;
}

describe("unsloth", () => {
  it("adds linear scaling above the window, and saves the longer one", () => {
    expect(effect("unsloth", 16384, 4096)).toMatchObject({
      outcome: "replaces",
      ropeType: "linear",
      factor: 4,
      maxPositionEmbeddings: { value: 16384, float: false },
      message:
        "Unsloth: the model can only handle sequence lengths of at most 4096.\nBut with kaiokendev's RoPE scaling of 4.0, it can be magically be extended to 16384!",
    });
    expect(effect("unsloth", 5000, 4096).message).toContain("RoPE scaling of 1.221,");
  });

  it.each([
    ["yarn", YARN],
    ["longrope", LONGROPE],
  ])("puts linear scaling in place of a %s block", (type, block) => {
    expect(effect("unsloth", 32768, 16384, block)).toMatchObject({
      outcome: "replaces",
      ropeType: "linear",
      factor: 2,
      notes: [`Adds linear scaling by 2.0, in place of the ${type} block.`],
    });
  });

  it("keeps a llama3 block and widens the window", () => {
    expect(effect("unsloth", 262144, 131072, LLAMA3)).toMatchObject({
      outcome: "widens",
      ropeType: "llama3",
      factor: null,
      maxPositionEmbeddings: { value: 262144, float: false },
    });
  });

  it("trains longrope on the short list within the window", () => {
    expect(effect("unsloth", 8192, 16384, LONGROPE)).toMatchObject({
      outcome: "keeps",
      ropeType: "longrope",
      maxPositionEmbeddings: { value: 16384, float: false },
      notes: ["Trains on the short list at every length."],
    });
  });

  it("is not known for model types with another rotation", () => {
    expect(() => effect("unsloth", 8192, 4096, undefined, "gemma")).toThrow("nothing is said of unsloth");
  });
});

describe("axolotl", () => {
  it("raises the window and scales nothing", () => {
    expect(effect("axolotl", 16384, 4096)).toMatchObject({
      outcome: "widens",
      ropeType: null,
      factor: null,
      maxPositionEmbeddings: { value: 16384, float: false },
      message: "increasing model.config.max_position_embeddings from 4096 to 16384",
    });
    expect(effect("axolotl", 4096, 4096).outcome).toBe("keeps");
    expect(effect("axolotl", 4096, 4096).message).toBeNull();
  });

  it("says what a rope_scaling of its own file raises", () => {
    expect(effect("axolotl", 4096, 4096).notes.join()).toContain("raises DeprecationWarning");
  });
});

describe("LLaMA-Factory", () => {
  it("rounds the factor up and saves the window as a float", () => {
    expect(effect("LLaMA-Factory", 12000, 4096)).toMatchObject({
      outcome: "replaces",
      ropeType: null,
      factor: 3,
      maxPositionEmbeddings: { value: 12288, float: true },
      message: "Enlarge max model length from 4096 to 12288.0.",
    });
  });

  it("counts from the block's original length, so that a window can shrink", () => {
    expect(effect("LLaMA-Factory", 16384, 131072, LLAMA3)).toMatchObject({
      outcome: "replaces",
      factor: 2,
      maxPositionEmbeddings: { value: 16384, float: true },
    });
  });

  it("disables scaling up to the old length", () => {
    expect(effect("LLaMA-Factory", 4096, 4096)).toMatchObject({
      outcome: "keeps",
      maxPositionEmbeddings: { value: 4096, float: false },
      message: "Input length is smaller than max length. Disabling rope scaling.",
    });
  });
});

describe("torchtune and torchtitan", () => {
  it("take their RoPE from Python", () => {
    for (const name of ["torchtune", "torchtitan"]) {
      expect(effect(name, 16384, 4096, YARN)).toMatchObject({ outcome: "ignores", maxPositionEmbeddings: null });
    }
  });
});

describe("the training length", () => {
  it("is the file's own window where none is given", () => {
    expect(effect("unsloth", null, 4096).outcome).toBe("keeps");
    expect(effect("LLaMA-Factory", null, 16384, YARN)).toMatchObject({ factor: 4 });
  });

  it("has no answer for multimodal files, blocks a layer type, and files without a window", () => {
    const inner = { model_type: "llama", ...SHAPE, max_position_embeddings: 4096 };
    const texts = [
      JSON.stringify({ model_type: "llava", text_config: inner }),
      JSON.stringify({ model_type: "gemma3_text", ...SHAPE, max_position_embeddings: 4096 }),
      JSON.stringify({ model_type: "gpt2", n_positions: 1024 }),
    ];
    for (const text of texts) expect(trainingEffects(readConfig(text), 8192)).toEqual([]);
  });

  it("names a source for every statement", () => {
    const text = JSON.stringify({ model_type: "llama", ...SHAPE, max_position_embeddings: 4096 });
    for (const { sources } of trainingEffects(readConfig(text), 8192)) {
      expect(sources.length).toBeGreaterThan(0);
      for (const { file, lines, release, how } of sources) {
        expect(file).toMatch(/\.py$/);
        expect(lines).toMatch(/\d/);
        expect(release).toMatch(/\d/);
        expect(["ran", "read"]).toContain(how);
      }
    }
  });
});
