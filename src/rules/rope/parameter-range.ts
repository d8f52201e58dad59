/**
 * A number of turns or a frequency limit that is 0 or negative.
 * Source: transformers 5.24.0 modeling_rope_utils.py: yarn's ramp takes math.log of original / (beta * 2 pi), which raises ValueError "math domain
 * error" for a negative beta (0 counts as absent); llama3 divides the original length by its limits, ZeroDivisionError for 0. Followed in
 * src/runtimes. Negative limits load.
 */
import * as l10n from "@vscode/l10n";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, isReadBlock, splitMember } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import { blockErrors } from "../support/schema-errors.ts";
import { numberWord } from "../support/wording.ts";

export const parameterRange: Rule = {
  code: "rope/parameter-range",
  title: "A beta or a frequency limit is 0 or negative",
  severity: "error",
  stage: "structure",
  check: (_snapshot, context) =>
    context.facts.blocks
      .filter((block) => isReadBlock(context.facts, block))
      .flatMap((block) => describe(context, block)),
};

const BETAS = ["beta_fast", "beta_slow"];
const LIMITS = ["low_freq_factor", "high_freq_factor"];

function describe({ inForce }: RuleContext, block: RopeBlock): Finding[] {
  return blockErrors(block).flatMap((error): Finding[] => {
    if (error.keyword !== "minimum" && error.keyword !== "exclusiveMinimum") return [];
    const key = splitMember(block, error.pointer);
    const value = numberOf(block.value[key]);
    if (value === null || ![...BETAS, ...LIMITS].includes(key)) return [];
    const raises = BETAS.includes(key) || value === 0;
    const verdict = inForce.judge([{ runtime: "transformers", outcome: raises ? "raises" : "ignores" }]);
    return [
      {
        pointer: error.pointer,
        severity: verdict.severity,
        runtimes: verdict.runtimes,
        message: l10n.t('"{0}" is {1}: {2}', key, numberWord(value), consequence(block, value, raises)),
      },
    ];
  });
}

function consequence(block: RopeBlock, value: number, raises: boolean): string {
  if (blockType(block) === "yarn")
    return l10n.t("the logarithm of a negative number of turns raises ValueError when transformers builds the ramp.");
  return raises && value === 0
    ? l10n.t("transformers divides the pretrained length by it and raises ZeroDivisionError.")
    : l10n.t("wavelengths are compared with a negative limit, which all of them exceed.");
}
