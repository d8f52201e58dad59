/** Which framework runs which strategy. */
import * as l10n from "@vscode/l10n";
import type { ModelConfig } from "../config/model.ts";
import type { StrategyId } from "../rope/spec.ts";
import { ctranslate2Support } from "./ctranslate2/support.ts";
import { exllamaV2Support } from "./exllamav2/support.ts";
import { exllamaV3Support } from "./exllamav3/support.ts";
import { llamaCppSupport } from "./llama-cpp/support.ts";
import { lmdeploySupport, turbomindSupport } from "./lmdeploy/support.ts";
import { mistralRsSupport } from "./mistral-rs/support.ts";
import { mlcLlmSupport } from "./mlc-llm/support.ts";
import { mlxLmSupport } from "./mlx-lm/support.ts";
import { ollamaSupport } from "./ollama/support.ts";
import { onnxruntimeGenaiSupport } from "./onnxruntime-genai/support.ts";
import { chooseRelease } from "./registry.ts";
import { type RuntimeChoice, type RuntimeName, type Support, type SupportOf, unknown } from "./runtime.ts";
import { sglangSupport } from "./sglang/support.ts";
import { tensorrtLlmSupport } from "./tensorrt-llm/support.ts";
import { tgiSupport } from "./tgi/support.ts";
import { transformersSupport } from "./transformers/support.ts";
import { vllmSupport } from "./vllm/support.ts";

/** What is said of a release that is older than every known one. */
export function nothingKnown({ name, requestedRelease }: RuntimeChoice): string {
  return l10n.t("nothing is known about {0}", `${name} ${requestedRelease ?? ""}`.trim());
}

const BY_NAME: Readonly<Record<RuntimeName, SupportOf>> = {
  transformers: transformersSupport,
  vllm: vllmSupport,
  sglang: sglangSupport,
  "llama.cpp": llamaCppSupport,
  "mlx-lm": mlxLmSupport,
  tgi: tgiSupport,
  exllamav2: exllamaV2Support,
  exllamav3: exllamaV3Support,
  lmdeploy: lmdeploySupport,
  "lmdeploy-turbomind": turbomindSupport,
  "tensorrt-llm": tensorrtLlmSupport,
  "onnxruntime-genai": onnxruntimeGenaiSupport,
  ctranslate2: ctranslate2Support,
  "mlc-llm": mlcLlmSupport,
  ollama: ollamaSupport,
  "mistral.rs": mistralRsSupport,
};

/**
 * What `runtime` does with `strategy` on this model, in the form in which RoPE Lens writes it: `none` as nothing, `ntk`
 * as another rope_theta, the per-pair strategies and `longrope` as one stock longrope block, the rest as stock blocks.
 * A runtime given by name alone stands for its newest known release.
 */
export function supportOf(strategy: StrategyId, model: ModelConfig, runtime: RuntimeName | RuntimeChoice): Support {
  const choice = typeof runtime === "string" ? chooseRelease(runtime) : runtime;
  if (!choice.known) return unknown(nothingKnown(choice));
  if (model.ropes.length === 0) return unknown(l10n.t("the model has no RoPE"));
  return BY_NAME[choice.name](strategy, model, choice.release);
}
