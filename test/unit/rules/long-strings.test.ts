/** Strings of a million characters, made to send patterns back again and again: one that took the square of the time would not end. */
import { describe, expect, it } from "vitest";
import { findings, json } from "./support/configs.ts";

const LENGTH = 1_000_000;
const HOSTILE: readonly (readonly [string, string])[] = [
  ["capitals", "A"],
  ["heads of class names", "ForA"],
  ["tails of class names", "Model"],
  ["parts of type names", "glm"],
  ["underscores", "a_"],
  ["pointers", "/1"],
].map(([what = "", part = ""]) => [what, `${part.repeat(LENGTH / part.length)}!`] as const);

const SHAPE = { hidden_size: 2048, num_attention_heads: 16, num_hidden_layers: 24, max_position_embeddings: 16384 };

describe("a string of a million characters", () => {
  it.each(HOSTILE)("does not hold up the check, of %s", (_what, text) => {
    const configs = [
      json({ architectures: [text] }),
      json({ ...SHAPE, architectures: [text], rope_theta: 10000 }),
      json({ ...SHAPE, model_type: text, rope_scaling: { rope_type: "unheard-of", factor: 4 } }),
      json({ ...SHAPE, model_type: "llama", rope_scaling: { rope_type: text, factor: 4 } }),
      json({ ...SHAPE, model_type: "llama", transformers_version: text, torch_dtype: text }),
      json({ ...SHAPE, model_type: "llama", [text]: text }),
    ];
    for (const config of configs) {
      for (const { message, offset, length } of findings(config)) {
        expect(message.length).toBeLessThan(800);
        expect(offset + length).toBeLessThanOrEqual(config.length);
      }
    }
  });
});
