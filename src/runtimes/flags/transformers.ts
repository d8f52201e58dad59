/** transformers: a library, whose models are loaded from Python. */
import * as l10n from "@vscode/l10n";
import { type FlagsOf, noLaunch } from "./request.ts";

export const transformersFlags: FlagsOf = () =>
  noLaunch(l10n.t("transformers is loaded from Python and has no launch arguments; change the file"));
