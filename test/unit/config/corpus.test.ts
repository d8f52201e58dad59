/** Configs as they were published (some with shortened windows): what each says, in a line. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";

const FOLDER = "test/fixtures/corpus";

/** title | path | per RoPE: layer type, layers, type, theta, d, L, source of L, claimed length, sliding window */
const EXPECTED: Readonly<Record<string, string>> = {
  "baichuan2-7b": "baichuan |  | all 32 default 10000 d128 L4096 max-position-embeddings 4096",
  "chatglm3-6b-32k": "chatglm3-6b-32k |  | all 28 default 500000 d64 L16384 max-position-embeddings 16384",
  "falcon-perception": "falcon_perception |  | all 28 default 10000 d128 L8192 max-position-embeddings 8192",
  gemma3:
    "Gemma 3 4B | /text_config | full_attention 5 linear 1000000 d256 L131072 checkpoint 131072 trained | sliding_attention 29 default 10000 d256 L131072 checkpoint 131072 window 1024",
  "internvl2-4b": "Phi-3-mini-128k-instruct | /llm_config | all 32 longrope 10000 d96 L512 original-length 512",
  kimi_k2: "kimi_k2 |  | all 61 yarn 50000 d64 L4096 original-length 131072",
  "llama-2-7b-chat-hf": "LLaMA-2-7B |  | all 32 default 10000 d128 L4096 checkpoint 4096",
  llama3: "Llama 3.2 3B |  | all 28 llama3 500000 d128 L8192 original-length 131072",
  "llama3_2-vision": "mllama | /text_config | all 40 llama3 500000 d128 L8192 original-length 131072",
  "lwm-text-chat-1m": "LLaMA 7B |  | all 32 default 10000 d128 L2048 checkpoint 2048",
  "minicpm-v-2_6": "MiniCPM-V-2_6 |  | all 28 default 1000000 d128 L512 max-position-embeddings 512",
  minicpm4: "MiniCPM4-8B |  | all 32 longrope 10000 d128 L32768 original-length 32768",
  "mistral-7b-instruct-v0.2": "Mistral 7B v0.2 |  | all 32 default 1000000 d128 L512 max-position-embeddings 512",
  "molmo-7b-d-0924": "molmo |  | all 28 default 1000000 d128 L4096 max-position-embeddings 4096",
  "qwen-7b-chat-b": "qwen |  | all 32 qwen-dynamic-ntk 10000 d128 L8192 max-position-embeddings 32768",
  "qwen-7b-chat": "qwen |  | all 32 qwen-dynamic-ntk 10000 d128 L512 max-position-embeddings 512",
  "qwen1.5-0.5b-chat": "qwen2 |  | all 24 default 1000000 d64 L32768 max-position-embeddings 32768",
  "qwen2-7b-instruct": "Qwen2/2.5 7B |  | all 28 default 1000000 d128 L32768 checkpoint 32768",
  qwen2_5: "Qwen2/2.5 7B |  | all 28 default 1000000 d128 L32768 checkpoint 32768",
  qwen2_5_omni:
    "qwen2_5_omni | /thinker_config/text_config | all 28 default 1000000 d128 L32768 max-position-embeddings 32768",
  qwen2_5_vl: "qwen2_5_vl |  | all 36 default 1000000 d128 L8192 max-position-embeddings 8192",
  qwen3: "Qwen3 4B |  | all 36 default 1000000 d128 L40960 checkpoint 40960",
  qwen_7b: "qwen |  | all 2 qwen-dynamic-ntk 10000 d128 L2048 max-position-embeddings 6144",
};

function summary(name: string): string {
  const { model } = readConfig(readFileSync(`${FOLDER}/${name}.json`, "utf8"));
  const ropes = (model?.ropes ?? []).map(
    ({ spec, layerType, layers, pretrainedLengthSource, claimedLength, slidingWindow }) => {
      const words = [layerType ?? "all", layers, spec.scaling.type, spec.theta, `d${spec.rotaryDim}`];
      words.push(`L${spec.pretrainedLength}`, pretrainedLengthSource.kind, claimedLength);
      if (spec.trainedFactor !== 1) words.push("trained");
      if (slidingWindow !== null) words.push(`window ${slidingWindow}`);
      return words.join(" ");
    },
  );
  return [model?.title, model?.path, ...ropes].join(" | ");
}

test("the corpus is as listed", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(
    Object.keys(EXPECTED)
      .map((name) => `${name}.json`)
      .sort(),
  );
});

test.each(Object.entries(EXPECTED))("%s", (name, expected) => {
  expect(summary(name)).toBe(expected);
});

test("no published config has a syntax problem", () => {
  for (const name of readdirSync(FOLDER)) {
    expect(readConfig(readFileSync(`${FOLDER}/${name}`, "utf8")).syntaxProblems).toEqual([]);
  }
});
