/**
 * mrope_section that does not add up to the number of pairs.
 * Source: transformers 5.24.0: the first forward raises RuntimeError "split_with_sizes expects split_sizes to sum exactly to 64 (input
 * tensor's size at dimension -1)" in qwen2_5_vl (since 4.49) and glm4v (since 4.53), measured. vLLM 0.33.0 mrope.py 364: AssertionError.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isReadBlock, memberPointer, pairsOf } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { listed, numberWord } from "../support/wording.ts";

export const mropeSection: Rule = {
  code: "rope/mrope-section",
  title: "mrope_section does not add up to the number of pairs",
  severity: "error",
  stage: "meaning",
  needs: ["head"],
  check(_snapshot, context) {
    const { facts } = context;
    return facts.blocks
      .filter((block) => isReadBlock(facts, block) && context.sound(block.pointer))
      .flatMap((block) => describe(context, block));
  },
};

function describe({ facts, inForce }: RuleContext, block: RopeBlock): Finding[] {
  const { mrope_section: section } = block.value;
  if (!Array.isArray(section) || section.length === 0) return [];
  const numbers = section.filter((entry) => typeof entry === "number");
  const pairs = pairsOf(facts, block);
  const sum = numbers.reduce((total, entry) => total + entry, 0);
  // Some classes count each pair twice.
  if (numbers.length !== section.length || pairs === null || sum === pairs || sum === 2 * pairs) return [];
  const verdict = inForce.judge([
    { runtime: "transformers", from: "4.49.0", outcome: "raises" },
    { runtime: "vllm", outcome: "raises" },
  ]);
  return [
    {
      pointer: memberPointer(block, "mrope_section"),
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "The sections {0} add up to {1}, but a head has {2} pairs: the first forward pass raises RuntimeError, vLLM an AssertionError.",
        listed(numbers.map((entry) => numberWord(entry))),
        numberWord(sum),
        numberWord(pairs),
      ),
    },
  ];
}
