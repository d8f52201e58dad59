/** TensorRT-LLM, PyTorch backend: no option, and a configuration file that was read, not tried. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type FlagsOf, noLaunch } from "./request.ts";

const SOURCE: Source = {
  file: "tensorrt_llm/llmapi/llm_args.py",
  lines: "model_kwargs",
  release: "1.2.0rc2",
  how: "read",
};

export const tensorrtLlmFlags: FlagsOf = () =>
  noLaunch(
    l10n.t("there is no RoPE option; model_kwargs in a --config file is a prototype that was not tried"),
    SOURCE,
  );
