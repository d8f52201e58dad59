/**
 * Two pretrained lengths, one beside the block and one in it.
 * Source: transformers 5.24.0 modeling_rope_utils.py 836-843: the top-level original_max_position_embeddings overrides that of a flat block,
 * for every model type (measured on phi3). SGLang 0.5.23 llama.py 329-334: the same. transformers 4.57.6 takes the block's for yarn and
 * llama3, the top-level one for longrope.
 */
import * as l10n from "@vscode/l10n";
import { ORIGINAL_LENGTH } from "../../config/lengths.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import { removeMember, replaceValue } from "../support/edits.ts";
import { numberWord } from "../support/wording.ts";

export const originalConflict: Rule = {
  code: "rope/original-conflict",
  title: "Two different pretrained lengths, beside the block and in it",
  severity: "warning",
  stage: "structure",
  check(snapshot, context) {
    const { facts, inForce, unsound } = context;
    const beside = numberOf(facts.object[ORIGINAL_LENGTH]);
    if (beside === null || unsound.has(facts.pointer(ORIGINAL_LENGTH))) return [];
    return soundBlocks(context, "yarn", "llama3", "longrope").flatMap((block): Finding[] => {
      const inside = numberOf(block.value[ORIGINAL_LENGTH]);
      if (block.layerType !== null || inside === null || inside === beside) return [];
      const verdict = inForce.judge([
        { runtime: "transformers", from: "5.0.0", outcome: "ignores" },
        { runtime: "sglang", outcome: "ignores" },
      ]);
      const pointer = memberPointer(block, ORIGINAL_LENGTH);
      return [
        {
          pointer,
          severity: verdict.severity,
          runtimes: verdict.runtimes,
          message: l10n.t(
            "The pretrained length is {0} here and {1} beside the block: transformers 5 and SGLang compute with {1}, {2} with {0}.",
            numberWord(inside),
            numberWord(beside),
            block.type === "longrope" ? "vLLM" : l10n.t("transformers 4 and vLLM"),
          ),
          fixes: [
            {
              title: l10n.t("Keep {0} and remove the one beside the block", numberWord(inside)),
              edits: removeMember(snapshot, facts.pointer(ORIGINAL_LENGTH)),
              preferred: false,
            },
            {
              title: l10n.t("Write {0} here", numberWord(beside)),
              edits: replaceValue(snapshot, pointer, numberWord(beside)),
              preferred: false,
            },
          ],
        },
      ];
    });
  },
};
