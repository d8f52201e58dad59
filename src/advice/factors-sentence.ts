/** What the chosen factors do to the pairs, in one sentence. */
import * as l10n from "@vscode/l10n";
import type { StrategyResult } from "../rope/analysis.ts";
import { factorText } from "./numbers.ts";

/** Relative difference within which a pair counts as kept, or as divided by the whole scale. */
const NEAR = 0.005;

export function factorsSentence(strategy: Pick<StrategyResult, "title" | "factors">, scale: number): string {
  const pairs = strategy.factors.length;
  let kept = 0;
  let divided = 0;
  for (const factor of strategy.factors) {
    if (Math.abs(factor - 1) <= NEAR) kept++;
    else if (Math.abs(factor / scale - 1) <= NEAR) divided++;
  }
  const ramped = pairs - kept - divided;
  const parts = [
    kept > 0 ? l10n.t("keeps {0} of {1} pairs as pretrained to within 0.5 %", kept, pairs) : "",
    ramped === 0 ? "" : kept > 0 ? l10n.t("ramps {0}", ramped) : l10n.t("ramps {0} of {1} pairs", ramped, pairs),
    divided === 0
      ? ""
      : kept + ramped > 0
        ? l10n.t("divides {0} by {1}", divided, factorText(scale))
        : l10n.t("divides {0} of {1} pairs by {2}", divided, pairs, factorText(scale)),
  ].filter((part) => part !== "");
  return l10n.t("{0} {1}.", strategy.title, parts.join(l10n.t(", ")));
}
