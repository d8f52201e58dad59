/**
 * yarn with an odd rotary dimension.
 * Source: transformers 4.57.6 and 5.24.0: int(head_dim * partial_rotary_factor) odd gives (d + 1) / 2 frequencies against a ramp of
 * floor(d / 2), and the constructor raises RuntimeError (measured with glm4_moe); default and linear do not.
 */
import * as l10n from "@vscode/l10n";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const oddRotaryDimension: Rule = {
  code: "rope/odd-rotary-dimension",
  title: "yarn with an odd rotary dimension",
  severity: "error",
  stage: "meaning",
  needs: ["head"],
  check: (_snapshot, context) => soundBlocks(context, "yarn").flatMap((block) => describe(context, block)),
};

function describe({ facts, inForce, unsound }: RuleContext, block: RopeBlock): Finding[] {
  const { rules } = facts;
  if (rules === null || rules.headDimRule === "qk_rope_head_dim" || (!rules.partial.topLevel && !rules.partial.block))
    return [];
  const inside = numberOf(block.value.partial_rotary_factor);
  const key = rules.partial.key ?? "partial_rotary_factor";
  const beside = numberOf(facts.object[key]);
  const share = inside ?? beside ?? rules.partial.default ?? 1;
  const headDim = headDimOf(facts) ?? 0;
  if (share <= 0 || share >= 1) return [];
  const rotaryDim = Math.trunc(headDim * share);
  const pointer =
    inside === null
      ? beside === null
        ? block.pointer
        : facts.pointer(key)
      : memberPointer(block, "partial_rotary_factor");
  if (rotaryDim % 2 === 0 || unsound.has(pointer)) return [];
  const verdict = inForce.judge([{ runtime: "transformers", outcome: "raises" }]);
  return [
    {
      pointer,
      at: pointer === block.pointer ? "key" : "value",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "{0} of a head of {1} is a rotary dimension of {2}, which is odd: transformers makes {3} frequencies and a ramp of {4}, and raises RuntimeError when it builds the model.",
        numberWord(share),
        numberWord(headDim),
        numberWord(rotaryDim),
        numberWord((rotaryDim + 1) / 2),
        numberWord((rotaryDim - 1) / 2),
      ),
    },
  ];
}

function headDimOf({ number, rules }: RuleContext["facts"]): number | null {
  const hidden = number("hidden_size");
  const heads = number("num_attention_heads");
  const derived = hidden === null || heads === null || heads <= 0 ? null : Math.floor(hidden / heads);
  return number("head_dim") ?? rules?.headDim ?? derived;
}
