/** How the page says whether a framework runs a strategy: a word, and a sign that differs in shape. */
import type { SupportState } from "../src/protocol/index.ts";
import { type IconName, icon } from "./icons.ts";

export const SUPPORT_WORDS: Readonly<Record<SupportState, string>> = {
  runs: "runs",
  care: "runs, with care",
  no: "does not run",
  unknown: "unknown",
};

const ICONS: Readonly<Record<SupportState, IconName>> = {
  runs: "check",
  care: "warning",
  no: "cross",
  unknown: "unknown",
};

export function supportIcon(state: SupportState): SVGSVGElement {
  return icon(ICONS[state]);
}
