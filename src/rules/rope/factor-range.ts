/**
 * A factor that extends nothing.
 * Source: measured on transformers 4.43.4 to 5.24.0: 0, negative numbers and 0.5 load with the warning "factor field must be a float or int
 * >= 1"; frequencies by the formulas of modeling_rope_utils.py.
 */
import * as l10n from "@vscode/l10n";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import { numberWord } from "../support/wording.ts";

export const factorRange: Rule = {
  code: "rope/factor-range",
  title: "The factor is below 1",
  severity: "warning",
  stage: "meaning",
  check: (_snapshot, context) =>
    soundBlocks(context, "linear", "dynamic", "yarn", "llama3", "longrope").flatMap((block): Finding[] => {
      const factor = numberOf(block.value.factor);
      if (factor === null || factor >= 1) return [];
      return [
        {
          pointer: memberPointer(block, "factor"),
          message: l10n.t(
            "The factor is {0}, and a scaling extends only from 1 on: {1}",
            numberWord(factor),
            consequence(factor, block.type),
          ),
        },
      ];
    }),
};

function consequence(factor: number, type: string | null): string {
  if (type === "longrope") return l10n.t("the attention factor becomes 1.");
  if (factor === 0) return l10n.t("the frequencies are divided by 0 and become infinite, and their cosines are NaN.");
  if (factor < 0) return l10n.t("frequencies turn backwards or become NaN.");
  const times = numberWord(1 / factor, 3);
  return type === "dynamic"
    ? l10n.t("beyond the window the base shrinks instead of growing.")
    : l10n.t(
        "scaled pairs turn {0} times faster, so that the window they were trained on ends after {1} % of its tokens.",
        times,
        numberWord(factor * 100, 3),
      );
}
