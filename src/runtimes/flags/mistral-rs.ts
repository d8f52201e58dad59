/** mistral.rs: options for devices and memory, none for the RoPE or the window. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type FlagsOf, noLaunch } from "./request.ts";

const SOURCE: Source = { file: "mistralrs-cli/src/args/model.rs", lines: "670-673", release: "0.9.2", how: "read" };

export const mistralRsFlags: FlagsOf = () =>
  noLaunch(l10n.t("there is no RoPE option; --max-seq-len only plans the memory of the devices"), SOURCE);
