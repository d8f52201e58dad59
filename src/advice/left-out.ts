/** Why a strategy is not in the running. */
import * as l10n from "@vscode/l10n";
import type { LeftOut } from "../rope/analysis.ts";
import { neighboursText } from "./headline.ts";
import { notWritableWords } from "./rope-words.ts";
import { runtimeDetail } from "./runtime-support.ts";

/** A few words for a table. */
export function leftOutTag(leftOut: LeftOut): string {
  switch (leftOut.why) {
    case "needs-fine-tuning":
      return l10n.t("needs fine-tuning");
    case "running-length":
      return l10n.t("not ranked");
    case "changed":
      return l10n.t("changed");
    case "not-writable":
      return l10n.t("cannot be written");
    case "runtime":
      return l10n.t("not in {0}", leftOut.runtime);
  }
}

/** The reason, to follow the strategy's name. */
export function leftOutText(leftOut: LeftOut, localShift: number): string {
  switch (leftOut.why) {
    case "needs-fine-tuning":
      return l10n.t("needs fine-tuning: {0}", neighboursText(localShift));
    case "running-length":
      return l10n.t("has factors that follow the running length");
    case "changed":
      return l10n.t("was changed by hand and is not ranked");
    case "not-writable":
      return l10n.t("cannot be written here: {0}", notWritableWords(leftOut.reason));
    case "runtime":
      return l10n.t("does not run in {0}: {1}", leftOut.runtime, runtimeDetail(leftOut));
  }
}
