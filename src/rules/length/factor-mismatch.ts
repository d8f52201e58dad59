/**
 * The window is not what the factor gives.
 * Source: transformers 5.24.0 modeling_rope_utils.py warns "The explicitly set RoPE scaling factor ... does not match the ratio" and uses the
 * explicit factor (since 4.56; 4.51 to 4.55 used max / original; measured). For linear the pretrained length must be known otherwise.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { floatText } from "../../edits/index.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, memberPointer, originalLength, soundBlocks } from "../support/blocks.ts";
import { replaceValue } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";
import { UNMULTIPLIED } from "./unmultiplied-window.ts";

export const factorMismatch: Rule = {
  code: "length/factor-mismatch",
  title: "The window is not pretrained length times factor",
  severity: "warning",
  stage: "meaning",
  needs: ["window", "block", "checkpoint"],
  check: (snapshot, context) =>
    soundBlocks(context, "yarn", "linear").flatMap((block) => describe(snapshot, context, block)),
};

function describe(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const { facts } = context;
  const window = facts.number("max_position_embeddings") ?? 0;
  const factor = numberOf(block.value.factor) ?? 0;
  const original = pretrained(snapshot, context, block);
  const pointer = facts.pointer("max_position_embeddings");
  if (factor < 1 || original === null) return [];
  const yarn = blockType(block) === "yarn";
  // Some authors round; a window left near the pretrained length is a layout of its own, length/unmultiplied-window.
  const larger = window > original * factor * 1.01;
  const smaller = yarn && window < original * factor * 0.99 && window > original * UNMULTIPLIED;
  if (!larger && !smaller) return [];
  const older = yarn
    ? l10n.t(" transformers 4.51 to 4.55 took {0} as the factor instead.", numberWord(window / original))
    : "";
  return [
    {
      pointer: memberPointer(block, "factor"),
      message: l10n.t(
        "The factor {0} takes the pretrained {1} tokens to {2}, but max_position_embeddings claims {3}: {4}{5}",
        numberWord(factor),
        numberWord(original),
        numberWord(original * factor),
        numberWord(window),
        larger
          ? l10n.t("the last {0} positions lie beyond what is scaled for.", numberWord(window - original * factor))
          : l10n.t("pairs are divided by more than the window needs, {0}.", numberWord(window / original)),
        older,
      ),
      fixes: fixesOf(snapshot, block, pointer, window, original, factor),
    },
  ];
}

/** linear has no key for it: only a known checkpoint or a length beside the block tells. */
function pretrained(snapshot: ConfigSnapshot, { facts }: RuleContext, block: RopeBlock): number | null {
  const stated = originalLength(facts, block);
  if (stated !== null || blockType(block) === "yarn") return stated?.value ?? null;
  const trained = snapshot.model?.ropes.some((rope) => rope.spec.trainedFactor !== 1) ?? false;
  return trained ? null : (snapshot.model?.checkpoint?.window ?? null);
}

function fixesOf(
  snapshot: ConfigSnapshot,
  block: RopeBlock,
  pointer: string,
  window: number,
  original: number,
  factor: number,
): Fix[] {
  return [
    {
      title: l10n.t("Set the factor to {0}", floatText(window / original)),
      edits: replaceValue(snapshot, memberPointer(block, "factor"), floatText(window / original)),
      preferred: false,
    },
    {
      title: l10n.t("Set the window to {0}", numberWord(Math.floor(original * factor))),
      edits: replaceValue(snapshot, pointer, numberWord(Math.floor(original * factor))),
      preferred: false,
    },
  ];
}
