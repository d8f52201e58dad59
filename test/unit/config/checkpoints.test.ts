import { describe, expect, test } from "vitest";
import { matchCheckpoint } from "../../../src/config/checkpoints.ts";
import rows from "../../../src/config/data/checkpoints.json" with { type: "json" };
import { GEMMA3_4B_TEXT, LLAMA2_7B, modelOf, ropeOf } from "./support/configs.ts";

const QWEN2_7B = {
  model_type: "qwen2",
  hidden_size: 3584,
  intermediate_size: 18944,
  num_hidden_layers: 28,
  num_attention_heads: 28,
  num_key_value_heads: 4,
  vocab_size: 152064,
  rms_norm_eps: 1e-6,
  rope_theta: 1e6,
  max_position_embeddings: 32768,
};

describe("a window typed over", () => {
  test("does not move the pretrained length of a known checkpoint", () => {
    const rope = ropeOf({ ...LLAMA2_7B, max_position_embeddings: 16384 });
    expect(rope.spec.pretrainedLength).toBe(4096);
    expect(rope.pretrainedLengthSource).toEqual({ kind: "checkpoint", checkpoint: "LLaMA-2-7B" });
    expect(rope.claimedLength).toBe(16384);
  });

  test("below the checkpoint's window counts as it is", () => {
    const model = modelOf({ ...LLAMA2_7B, max_position_embeddings: 1024 });
    expect(model.checkpoint).toMatchObject({ name: "LLaMA-2-7B", window: 4096 });
    expect(model.ropes[0]?.spec.pretrainedLength).toBe(1024);
    expect(model.ropes[0]?.pretrainedLengthSource.kind).toBe("max-position-embeddings");
  });
});

describe("checkpoints of one shape", () => {
  test("LLaMA 1 and 2 are told apart by the epsilon of the norms", () => {
    const thirteen = { hidden_size: 5120, intermediate_size: 13824, num_hidden_layers: 40, num_attention_heads: 40 };
    const config = { ...LLAMA2_7B, ...thirteen, num_key_value_heads: 40, max_position_embeddings: 16384 };
    const name = (rms_norm_eps: number) => modelOf({ ...config, rms_norm_eps }).checkpoint?.name;
    expect([name(1e-6), name(1e-5)]).toEqual(["LLaMA 13B", "LLaMA-2-13B"]);
  });

  test("where the epsilon cannot tell, as in the first uploads of LLaMA-2-7B, the window does", () => {
    const at = (max_position_embeddings: number) =>
      modelOf({ ...LLAMA2_7B, rms_norm_eps: 1e-6, max_position_embeddings }).checkpoint;
    expect(at(4096)).toMatchObject({ name: "LLaMA-2-7B", window: 4096 });
    expect(at(2048)).toMatchObject({ name: "LLaMA 7B", window: 2048 });
    // Neither: the larger one, so that too little is said of the extension rather than too much.
    expect(at(16384)).toMatchObject({ window: 4096 });
  });

  test("a model of another type is another model", () => {
    const typed = (model_type: string) => modelOf({ ...LLAMA2_7B, model_type, max_position_embeddings: 16384 });
    expect(typed("sparsellama").checkpoint).toBeNull();
    expect(typed("internlm").ropes[0]?.spec.pretrainedLength).toBe(16384);
    const { model_type: _, ...untyped } = { model_type: "llama", ...LLAMA2_7B, rope_theta: 1e4 };
    expect(modelOf(untyped).checkpoint?.name).toBe("LLaMA-2-7B");
  });

  test("Code Llama is told from LLaMA 2 by theta", () => {
    const model = modelOf({ ...LLAMA2_7B, vocab_size: 32016, rope_theta: 1e6, max_position_embeddings: 16384 });
    expect(model.checkpoint).toMatchObject({ name: "Code Llama 7B", window: 16384 });
  });

  test.each([
    [32768, 32768],
    [131072, 131072],
    [65536, 32768],
    [128000, 32768],
    [1000000, 131072],
  ])("Qwen2.5's window at %i is the published one that equals it, else the largest below: %i", (max, window) => {
    expect(ropeOf({ ...QWEN2_7B, max_position_embeddings: max }).spec.pretrainedLength).toBe(window);
  });

  test("Yi's 200K release is told apart by the window it ships", () => {
    const yi = { hidden_size: 7168, intermediate_size: 20480, num_hidden_layers: 60, num_attention_heads: 56 };
    const config = { model_type: "llama", ...yi, num_key_value_heads: 8, vocab_size: 64000, rms_norm_eps: 1e-5 };
    const at = (max: number) =>
      ropeOf({ ...config, rope_theta: 5e6, max_position_embeddings: max }).spec.pretrainedLength;
    expect([at(4096), at(8192), at(200000)]).toEqual([4096, 4096, 200000]);
  });

  test("the scaling tells Llama 3.1 from Llama 3, the model type Mixtral from Mistral", () => {
    const shape = { hidden: 4096, intermediate: 14336, layers: 32, heads: 32, kvHeads: 8, eps: 1e-5 };
    const llama = { ...shape, vocabulary: 128256, theta: 5e5 };
    const hints = { maxPositionEmbeddings: 131072, modelType: "llama" };
    expect(matchCheckpoint(llama, { ...hints, scaling: "llama3" })?.name).toBe("Llama 3.1 8B");
    expect(matchCheckpoint(llama, { ...hints, scaling: "default" })?.name).toBe("Llama 3 8B");
    const mistral = { ...shape, vocabulary: 32000, theta: 1e6 };
    const name = (modelType: string) =>
      matchCheckpoint(mistral, { maxPositionEmbeddings: 32768, modelType, scaling: null })?.name;
    expect([name("mistral"), name("mixtral")]).toEqual(["Mistral 7B v0.2", "Mixtral 8x7B"]);
  });
});

test("absent keys take the defaults of the type", () => {
  const { num_key_value_heads: _, num_attention_heads: __, vocab_size: ___, ...short } = GEMMA3_4B_TEXT;
  expect(modelOf(short).checkpoint).toMatchObject({ name: "Gemma 3 4B", window: 131072 });
});

test("a file that claims no window has that of its checkpoint", () => {
  const { max_position_embeddings: _, ...short } = { max_position_embeddings: 0, ...LLAMA2_7B };
  const rope = ropeOf(short);
  expect(rope.spec.pretrainedLength).toBe(4096);
  expect(rope.pretrainedLengthSource).toEqual({ kind: "checkpoint", checkpoint: "LLaMA-2-7B" });
  expect(rope.claimedLength).toBe(4096);
});

test("the user's choice and the file's original length come before the checkpoint", () => {
  const original = { ...LLAMA2_7B, max_position_embeddings: 16384, original_max_position_embeddings: 2048 };
  expect(ropeOf(original).pretrainedLengthSource).toEqual({
    kind: "original-length",
    pointer: "/original_max_position_embeddings",
  });
});

test("every row has a source and a name of its own", () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  for (const { source } of rows) expect(source).toMatch(/^[\w.-]+\/[\w.-]+$/);
});
