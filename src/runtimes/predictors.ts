/** One predictor a framework. */

import { predictCtranslate2 } from "./ctranslate2/predict.ts";
import { predictExllamaV2 } from "./exllamav2/predict.ts";
import { predictExllamaV3 } from "./exllamav3/predict.ts";
import { predictLlamaCpp } from "./llama-cpp/predict.ts";
import { predictLmdeploy } from "./lmdeploy/predict.ts";
import { predictTurbomind } from "./lmdeploy/turbomind.ts";
import { predictMistralRs } from "./mistral-rs/predict.ts";
import { predictMlc } from "./mlc-llm/predict.ts";
import { predictMlx } from "./mlx-lm/predict.ts";
import { predictOllama } from "./ollama/predict.ts";
import { predictOnnx } from "./onnxruntime-genai/predict.ts";
import type { PyDict } from "./python/value.ts";
import type { Report } from "./report.ts";
import type { RuntimeName } from "./runtime.ts";
import { predictSglang } from "./sglang/predict.ts";
import { predictTensorrt } from "./tensorrt-llm/predict.ts";
import { predictTgi } from "./tgi/predict.ts";
import { runTransformers } from "./transformers/run.ts";
import { predictVllm } from "./vllm/predict.ts";

export interface PredictorInput {
  /** The file as Python's json module reads it. */
  readonly document: PyDict;
  readonly release: string;
  /** Of the call, tokens; null: a short one. */
  readonly sequenceLength: number | null;
  /** The window asked for when the engine is started, tokens; null: none. */
  readonly maxLength: number | null;
  /** Where the answer is written. */
  readonly report: Report;
}

/** Fills the report and raises what the framework raises; false where nothing is known of the model type. */
export type Predictor = (input: PredictorInput) => boolean;

const BY_NAME: Readonly<Record<RuntimeName, Predictor>> = {
  transformers: ({ document, release, sequenceLength, report }) =>
    runTransformers(document, release, sequenceLength, report),
  vllm: predictVllm,
  sglang: predictSglang,
  "llama.cpp": predictLlamaCpp,
  "mlx-lm": predictMlx,
  lmdeploy: predictLmdeploy,
  "lmdeploy-turbomind": predictTurbomind,
  "tensorrt-llm": predictTensorrt,
  "onnxruntime-genai": predictOnnx,
  ctranslate2: predictCtranslate2,
  "mlc-llm": predictMlc,
  ollama: predictOllama,
  "mistral.rs": predictMistralRs,
  tgi: predictTgi,
  exllamav2: predictExllamaV2,
  exllamav3: predictExllamaV3,
};

export function predictorOf(name: RuntimeName): Predictor {
  return BY_NAME[name];
}
