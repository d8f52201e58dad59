import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keySpanOf, readConfig, spanOf } from "../../../src/config/index.ts";

const llama2 = readFileSync("test/fixtures/corpus/llama-2-7b-chat-hf.json", "utf8");

test("LLaMA-2-7B typed over to 16384 keeps the pretrained length of the known checkpoint", () => {
  const snapshot = readConfig(llama2.replace(/("max_position_embeddings": )4096/, "$116384"));
  const [rope] = snapshot.model?.ropes ?? [];
  expect(snapshot.model?.title).toBe("LLaMA-2-7B");
  expect(rope?.spec).toMatchObject({ theta: 10000, headDim: 128, rotaryDim: 128, pretrainedLength: 4096 });
  expect(rope?.pretrainedLengthSource).toEqual({ kind: "checkpoint", checkpoint: "LLaMA-2-7B" });
  expect(rope?.claimedLength).toBe(16384);
});

test("spans point at values and keys in the text", () => {
  const snapshot = readConfig(llama2);
  const value = spanOf(snapshot, "/max_position_embeddings");
  const key = keySpanOf(snapshot, "/max_position_embeddings");
  expect(value && llama2.slice(value.offset, value.offset + value.length)).toBe("4096");
  expect(key && llama2.slice(key.offset, key.offset + key.length)).toBe('"max_position_embeddings"');
  expect(spanOf(snapshot, "/no_such_key")).toBeNull();
});

test.each(["short_factor", "long_factor"])("a RoPE whose %s leaves nothing finite is no RoPE", (name) => {
  const factors = { short_factor: [1, 1], long_factor: [2, 2] };
  const ropes = (changes: object) =>
    readConfig(
      JSON.stringify({
        model_type: "phi3",
        hidden_size: 16,
        num_attention_heads: 4,
        max_position_embeddings: 1024,
        original_max_position_embeddings: 256,
        rope_scaling: { type: "longrope", ...factors, ...changes },
      }),
    ).model?.ropes;
  expect(ropes({})).toHaveLength(1);
  expect(ropes({ [name]: [1, 5e-324] })).toEqual([]);
});
