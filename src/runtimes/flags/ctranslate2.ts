/** CTranslate2: the rotation is fixed at conversion. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type FlagsOf, noLaunch } from "./request.ts";

const SOURCE: Source = {
  file: "python/ctranslate2/converters/transformers.py",
  lines: "342-364",
  release: "4.8.5",
  how: "ran",
};

export const ctranslate2Flags: FlagsOf = () =>
  noLaunch(l10n.t("the RoPE is fixed at conversion; neither converting nor running has an option for it"), SOURCE);
