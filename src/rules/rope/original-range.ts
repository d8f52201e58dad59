/**
 * A pretrained length of 0 in a block.
 * Source: measured: original_max_position_embeddings 0 raises ZeroDivisionError in transformers 4.52.4 to 5.24.0 with yarn.
 */
import * as l10n from "@vscode/l10n";
import { ORIGINAL_LENGTH } from "../../config/lengths.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule } from "../rule.ts";
import { blockType, isReadBlock, memberPointer } from "../support/blocks.ts";
import { numberWord } from "../support/wording.ts";

export const originalRange: Rule = {
  code: "rope/original-range",
  title: "The pretrained length is not above 0",
  severity: "error",
  stage: "structure",
  check: (_snapshot, { facts, inForce }) =>
    facts.blocks
      .filter((block) => isReadBlock(facts, block))
      .flatMap((block): Finding[] => {
        const original = numberOf(block.value[ORIGINAL_LENGTH]);
        const logarithm = original === 1 && blockType(block) === "longrope" && !("attention_factor" in block.value);
        if (original === null || (original > 0 && !logarithm)) return [];
        const raises = original === 0 || logarithm;
        const verdict = inForce.judge([
          { runtime: "transformers", from: "4.52.4", outcome: raises ? "raises" : "ignores" },
        ]);
        return [
          {
            pointer: memberPointer(block, ORIGINAL_LENGTH),
            severity: verdict.severity,
            runtimes: verdict.runtimes,
            message: l10n.t(
              "The pretrained length is {0}: {1}",
              numberWord(original),
              logarithm
                ? l10n.t("the attention factor is divided by ln 1 = 0, and transformers raises ZeroDivisionError.")
                : original === 0
                  ? l10n.t("transformers (4.52 to 5.24) divides by it and raises ZeroDivisionError.")
                  : l10n.t("its logarithm is NaN, and so is what is computed from it."),
            ),
          },
        ];
      }),
};
