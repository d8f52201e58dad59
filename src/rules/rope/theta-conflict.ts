/**
 * rope_theta in the block and beside it differ.
 * Source: transformers 5.24.0 modeling_rope_utils.py, standardize_rope_params: the top-level rope_theta only fills what the block lacks
 * (measured). transformers 4.43.4 to 4.57.6 read the top-level one; inside rope_scaling it is an unrecognized key there.
 */
import type { Finding, Rule } from "../rule.ts";
import { isReadBlock, memberPointer } from "../support/blocks.ts";
import { removeMember, replaceValue } from "../support/edits.ts";
import { finiteOf } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const thetaConflict: Rule = {
  code: "rope/theta-conflict",
  title: "rope_theta in the block and beside it differ",
  severity: "warning",
  stage: "meaning",
  check(snapshot, { facts, inForce, unsound }) {
    const beside = finiteOf(facts.object.rope_theta);
    const pointer = facts.pointer("rope_theta");
    const reads = facts.rules === null || facts.rules.thetaKeys.includes("rope_theta");
    if (beside === null || !reads || unsound.has(pointer)) return [];
    return facts.blocks.flatMap((block): Finding[] => {
      const inside = finiteOf(block.value.rope_theta);
      if (block.layerType !== null || inside === null || inside === beside || !isReadBlock(facts, block)) return [];
      const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
      const inner = memberPointer(block, "rope_theta");
      return [
        {
          pointer,
          severity: verdict?.severity ?? "warning",
          runtimes: verdict?.runtimes ?? [],
          message:
            `rope_theta is ${numberWord(beside)} here and ${numberWord(inside)} in ${block.key}: transformers 5, vLLM and SGLang compute with ` +
            `${numberWord(inside)}, transformers 4 with ${numberWord(beside)}.`,
          fixes: [
            { title: `Keep ${numberWord(inside)} alone`, edits: removeMember(snapshot, pointer), preferred: false },
            {
              title: `Write ${numberWord(beside)} into ${block.key}`,
              edits: replaceValue(snapshot, inner, numberWord(beside, 17)),
              preferred: false,
            },
          ],
        },
      ];
    });
  },
};
