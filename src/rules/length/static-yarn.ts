/**
 * yarn acts on short inputs too.
 * Source: the model cards of Qwen2.5 and Qwen3: frameworks apply static yarn whatever the input length, which may hurt short texts; add the
 * block only when long contexts are needed. transformers 5.24.0 and vLLM 0.33.0 compute one set of frequencies (measured).
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { originalLength, ropeOf, soundBlocks } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

/** Types whose authors train without the block and say so. */
const ADDED_BY_USERS: ReadonlySet<string> = new Set(["qwen2", "qwen2_moe", "qwen3", "qwen3_moe", "qwen3_next"]);

export const staticYarn: Rule = {
  code: "length/static-yarn",
  title: "yarn changes short inputs too",
  severity: "hint",
  stage: "meaning",
  needs: ["block", "window"],
  check: (snapshot, context) =>
    ADDED_BY_USERS.has(context.facts.modelType ?? "")
      ? soundBlocks(context, "yarn").flatMap((block) => describe(snapshot, context, block))
      : [],
};

function describe(snapshot: ConfigSnapshot, { facts }: RuleContext, block: RopeBlock): Finding[] {
  const factor = numberOf(block.value.factor) ?? 0;
  const rope = ropeOf(snapshot, block);
  if (factor <= 1 || rope === null) return [];
  const length = originalLength(facts, block)?.value ?? rope.spec.pretrainedLength;
  return [
    {
      pointer: block.pointer,
      at: "key",
      message: l10n.t(
        "yarn x{0} is applied to every input, also to those within the pretrained {1} tokens, which Qwen's model cards say may get worse: keep the block only for long inputs.",
        numberWord(factor),
        numberWord(length),
      ),
    },
  ];
}
