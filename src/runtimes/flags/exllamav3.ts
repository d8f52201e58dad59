/** ExLlamaV3: no RoPE options yet. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type FlagsOf, noLaunch } from "./request.ts";

const SOURCE: Source = { file: "exllamav3/util/rope.py", lines: "166", release: "1.6.5", how: "read" };

export const exllamaV3Flags: FlagsOf = () =>
  noLaunch(l10n.t("there is no RoPE option; -cs is the length of the cache alone"), SOURCE);
