/**
 * An attention factor that wipes out or blows up attention.
 * Source: measured on transformers 4.43.4 to 5.24.0: 0 loads, and cos and sin are 0 at every position; the value is used as it stands.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { longropeAttentionFactor } from "../../rope/scaling/longrope.ts";
import { yarnAttentionFactor } from "../../rope/scaling/yarn.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, memberPointer, originalLength, soundBlocks } from "../support/blocks.ts";
import { removeMember } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const attentionFactorRange: Rule = {
  code: "rope/attention-factor-range",
  title: "The attention factor is not above 0",
  severity: "warning",
  stage: "meaning",
  check: (snapshot, context) =>
    soundBlocks(context, "yarn", "longrope").flatMap((block) => describe(snapshot, context, block)),
};

function describe(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const value = numberOf(block.value.attention_factor);
  if (value === null || value > 0) return [];
  const pointer = memberPointer(block, "attention_factor");
  const usual = usualFactor(context, block);
  return [
    {
      pointer,
      message: l10n.t(
        "The attention factor is {0}: {1}{2}",
        numberWord(value),
        value === 0
          ? l10n.t("cos and sin are 0 at every position, and the rotated part of every head says nothing.")
          : l10n.t("cos and sin change their sign, and queries meet keys turned by half a circle."),
        usual === null ? "" : l10n.t(" Without the key it is {0}.", numberWord(usual)),
      ),
      fixes: [{ title: l10n.t("Remove attention_factor"), edits: removeMember(snapshot, pointer), preferred: false }],
    },
  ];
}

function usualFactor({ facts }: RuleContext, block: RopeBlock): number | null {
  const factor = numberOf(block.value.factor) ?? 0;
  if (factor < 1) return null;
  if (blockType(block) === "yarn") return yarnAttentionFactor(factor, null, null, null);
  const original = originalLength(facts, block)?.value ?? 0;
  return original <= 1 ? null : longropeAttentionFactor(factor, original);
}
