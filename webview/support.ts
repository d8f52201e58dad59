/** How the page says whether a framework runs a strategy: a word, and a sign that differs in shape. */
import * as l10n from "@vscode/l10n";
import type { SupportState } from "../src/protocol/index.ts";
import { type IconName, icon } from "./icons.ts";

export function supportWord(state: SupportState): string {
  switch (state) {
    case "runs":
      return l10n.t("runs");
    case "care":
      return l10n.t("runs, with care");
    case "no":
      return l10n.t("does not run");
    case "unknown":
      return l10n.t("unknown");
  }
}

const ICONS: Readonly<Record<SupportState, IconName>> = {
  runs: "check",
  care: "warning",
  no: "cross",
  unknown: "unknown",
};

export function supportIcon(state: SupportState): SVGSVGElement {
  return icon(ICONS[state]);
}
