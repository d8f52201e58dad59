/** Launch arguments that give a strategy's scaling while the file stays as it is. */
import * as l10n from "@vscode/l10n";
import type { RuntimeName } from "../runtime.ts";
import { nothingKnown, supportOf } from "../support.ts";
import { ctranslate2Flags } from "./ctranslate2.ts";
import { exllamaV2Flags } from "./exllamav2.ts";
import { exllamaV3Flags } from "./exllamav3.ts";
import { llamaCppFlags } from "./llama-cpp.ts";
import { lmdeployFlags, turbomindFlags } from "./lmdeploy.ts";
import { mistralRsFlags } from "./mistral-rs.ts";
import { mlcLlmFlags } from "./mlc-llm.ts";
import { mlxLmFlags } from "./mlx-lm.ts";
import { ollamaFlags } from "./ollama.ts";
import { onnxruntimeGenaiFlags } from "./onnxruntime-genai.ts";
import { type FlagsOf, type LaunchAnswer, type LaunchRequest, noLaunch } from "./request.ts";
import { sglangFlags } from "./sglang.ts";
import { tensorrtLlmFlags } from "./tensorrt-llm.ts";
import { tgiFlags } from "./tgi.ts";
import { transformersFlags } from "./transformers.ts";
import { vllmFlags } from "./vllm.ts";

/** Options are of use only where the framework then runs the strategy on this model. */
function whereItRuns(flagsOf: FlagsOf): FlagsOf {
  return (request) => {
    const { state, note, source } = supportOf(request.strategy, request.model, request.runtime);
    if (state === "no") return noLaunch(note, source);
    if (state === "unknown") return noLaunch(l10n.t("whether it runs there is unknown: {0}", note));
    return flagsOf(request);
  };
}

const BY_NAME: Readonly<Record<RuntimeName, FlagsOf>> = {
  transformers: transformersFlags,
  vllm: whereItRuns(vllmFlags),
  sglang: whereItRuns(sglangFlags),
  "llama.cpp": whereItRuns(llamaCppFlags),
  "mlx-lm": mlxLmFlags,
  tgi: whereItRuns(tgiFlags),
  exllamav2: whereItRuns(exllamaV2Flags),
  exllamav3: exllamaV3Flags,
  lmdeploy: whereItRuns(lmdeployFlags),
  "lmdeploy-turbomind": whereItRuns(turbomindFlags),
  "tensorrt-llm": tensorrtLlmFlags,
  "onnxruntime-genai": onnxruntimeGenaiFlags,
  ctranslate2: ctranslate2Flags,
  "mlc-llm": whereItRuns(mlcLlmFlags),
  ollama: ollamaFlags,
  "mistral.rs": mistralRsFlags,
};

/**
 * The command that starts the framework with the strategy, or why there is none. Only what was run or read in the
 * framework's own code gives a command.
 */
export function launchFlags(request: LaunchRequest): LaunchAnswer {
  const { name, known } = request.runtime;
  if (!known) return noLaunch(nothingKnown(request.runtime));
  return BY_NAME[name](request);
}
