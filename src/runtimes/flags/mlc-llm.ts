/** MLC-LLM: the window is an option, the RoPE is compiled. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { writtenForm } from "../strategy-block.ts";
import { modelPath, modelPathNotes } from "./model-path.ts";
import { type FlagsOf, launch, noLaunch } from "./request.ts";

const SOURCE: Source = {
  file: "python/mlc_llm/interface/compiler_flags.py",
  lines: "141",
  release: "79d603f0",
  how: "read",
};

export const mlcLlmFlags: FlagsOf = (request) => {
  if (writtenForm(request.strategy) !== "none") {
    return noLaunch(l10n.t("the RoPE is fixed when the model is compiled; the overrides have no field for it"), SOURCE);
  }
  const command = `mlc_llm gen_config ${modelPath(request)} --context-window-size ${request.targetLength}`;
  return launch(command, SOURCE, [
    "Add --quantization, --conv-template and -o as ever.",
    "The window becomes longer without scaling.",
    ...modelPathNotes(request),
  ]);
};
