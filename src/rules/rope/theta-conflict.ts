/**
 * rope_theta in the block and beside it differ.
 * Source: transformers 5.24.0 modeling_rope_utils.py, standardize_rope_params: the top-level rope_theta only fills what the block lacks
 * (measured). transformers 4.43.4 to 4.57.6 read the top-level one; inside rope_scaling it is an unrecognized key there.
 */
import * as l10n from "@vscode/l10n";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule } from "../rule.ts";
import { isReadBlock, memberPointer } from "../support/blocks.ts";
import { removeMember, replaceValue } from "../support/edits.ts";
import { numberWord } from "../support/wording.ts";

export const thetaConflict: Rule = {
  code: "rope/theta-conflict",
  title: "rope_theta in the block and beside it differ",
  severity: "warning",
  stage: "meaning",
  check(snapshot, { facts, inForce, unsound }) {
    const beside = numberOf(facts.object.rope_theta);
    const pointer = facts.pointer("rope_theta");
    const reads = facts.rules === null || facts.rules.thetaKeys.includes("rope_theta");
    if (beside === null || !reads || unsound.has(pointer)) return [];
    return facts.blocks.flatMap((block): Finding[] => {
      const inside = numberOf(block.value.rope_theta);
      if (block.layerType !== null || inside === null || inside === beside || !isReadBlock(facts, block)) return [];
      const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
      const inner = memberPointer(block, "rope_theta");
      return [
        {
          pointer,
          severity: verdict.severity,
          runtimes: verdict.runtimes,
          message: l10n.t(
            "rope_theta is {0} here and {1} in {2}: transformers 5, vLLM and SGLang compute with {1}, transformers 4 with {0}.",
            numberWord(beside),
            numberWord(inside),
            block.key,
          ),
          fixes: [
            {
              title: l10n.t("Keep {0} alone", numberWord(inside)),
              edits: removeMember(snapshot, pointer),
              preferred: false,
            },
            {
              title: l10n.t("Write {0} into {1}", numberWord(beside), block.key),
              edits: replaceValue(snapshot, inner, numberWord(beside, 17)),
              preferred: false,
            },
          ],
        },
      ];
    });
  },
};
