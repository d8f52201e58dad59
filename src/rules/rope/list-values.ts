/**
 * A longrope list with a divisor that is 0 or negative.
 * Source: frequencies are base^(-2i/d) / entry; measured on transformers 4.43.4 to 5.24.0: a list with 0 loads.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const listValues: Rule = {
  code: "rope/list-values",
  title: "A longrope list has an entry that is not above 0",
  severity: "warning",
  stage: "structure",
  check: (_snapshot, context) =>
    soundBlocks(context, "longrope").flatMap((block) =>
      ["short_factor", "long_factor"].flatMap((key) => describe(block, key)),
    ),
};

function describe(block: RopeBlock, key: string): Finding[] {
  const list = block.value[key];
  if (!Array.isArray(list)) return [];
  const index = list.findIndex((entry) => typeof entry === "number" && entry <= 0);
  const entry = list[index];
  if (typeof entry !== "number") return [];
  const others = list.filter((other) => typeof other === "number" && other <= 0).length - 1;
  return [
    {
      pointer: `${memberPointer(block, key)}/${index}`,
      message: l10n.t(
        "Pair {0} is divided by {1}: {2}{3}",
        index,
        numberWord(entry),
        entry === 0
          ? l10n.t("its frequency is infinite, and the cosine of every position is NaN.")
          : l10n.t("it turns backwards."),
        moreOf(key, others),
      ),
    },
  ];
}

function moreOf(key: string, others: number): string {
  if (others === 0) return "";
  return others === 1
    ? l10n.t(' 1 more of "{0}" is not above 0.', key)
    : l10n.t(' {0} more of "{1}" are not above 0.', others, key);
}
