/**
 * A pretrained length that is not below the window.
 * Source: transformers 5.24.0 modeling_rope_utils.py warns for llama3 "original_max_position_embeddings field must be less than
 * max_position_embeddings" (measured); longrope switches lists at the original length, so its long list is used for no input of the window.
 */
import * as l10n from "@vscode/l10n";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, originalLength, soundBlocks } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const originalNotBelowWindow: Rule = {
  code: "length/original-not-below-window",
  title: "The pretrained length is not below the window",
  severity: "warning",
  stage: "meaning",
  needs: ["window"],
  check: (_snapshot, context) =>
    soundBlocks(context, "yarn", "llama3", "longrope").flatMap((block) => describe(context, block)),
};

function describe({ facts }: RuleContext, block: RopeBlock): Finding[] {
  const window = facts.number("max_position_embeddings");
  const original = originalLength(facts, block);
  if (window === null || original === null || original.value < window) return [];
  const type = blockType(block);
  const words = consequence(type, window, original.value, sameLists(block));
  return words === null
    ? []
    : [
        {
          pointer: original.pointer,
          message: l10n.t(
            "The pretrained length {0} is not below the window of {1}: {2}",
            numberWord(original.value),
            numberWord(window),
            words,
          ),
        },
      ];
}

/** null: nothing is lost. yarn at equality is the layout of Qwen's cards, which has a finding of its own. */
function consequence(type: string | null, window: number, original: number, sameLists: boolean): string | null {
  if (type === "llama3") {
    return l10n.t("the block scales pairs although the file claims no longer window, and transformers warns.");
  }
  if (type === "longrope") return sameLists ? null : l10n.t("the long list is used for no input within the window.");
  return original > window ? l10n.t("the ramp is computed for more tokens than the file claims.") : null;
}

function sameLists(block: RopeBlock): boolean {
  const { short_factor: short, long_factor: long } = block.value;
  return JSON.stringify(short) === JSON.stringify(long) || numberOf(block.value.factor) === 1;
}
