/** Ollama: a window up to the GGUF's, and no RoPE options. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type FlagsOf, noLaunch } from "./request.ts";

const SOURCE: Source = { file: "api/types.go", lines: "588", release: "0.33.0-rc2", how: "read" };

export const ollamaFlags: FlagsOf = () =>
  noLaunch(l10n.t("there is no RoPE option, and num_ctx is cut to the length in the GGUF"), SOURCE);
