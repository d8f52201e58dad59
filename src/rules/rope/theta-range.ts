/**
 * A base of the frequencies that gives no frequencies.
 * Source: theta^(-2i/d) by definition; measured on transformers 4.43.4 to 5.24.0: theta 0, negative, 0.5 and 1 load; 1 raises
 * ZeroDivisionError with yarn, whose ramp divides by ln theta.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, isReadBlock, memberPointer } from "../support/blocks.ts";
import { named, numberWord } from "../support/wording.ts";

export const thetaRange: Rule = {
  code: "rope/theta-range",
  title: "The base of the frequencies is not above 1",
  severity: "warning",
  stage: "meaning",
  check: (_snapshot: ConfigSnapshot, context) => {
    const { facts } = context;
    const keys = [...new Set(["rope_theta", ...(facts.rules?.thetaKeys ?? [])])];
    const top = keys.flatMap((key) => describe(context, facts.pointer(key), key, numberOf(facts.object[key])));
    const inside = facts.blocks
      .filter((block) => isReadBlock(facts, block))
      .flatMap((block) =>
        describe(context, memberPointer(block, "rope_theta"), "rope_theta", numberOf(block.value.rope_theta)),
      );
    return [...top, ...inside];
  },
};

function describe(context: RuleContext, pointer: string, key: string, theta: number | null): Finding[] {
  if (theta === null || theta > 1 || context.unsound.has(pointer)) return [];
  const { facts, inForce } = context;
  const yarn = facts.blocks.some((block) => blockType(block) === "yarn" && isReadBlock(facts, block));
  const verdict =
    yarn && (theta === 1 || theta <= 0) ? inForce.judge([{ runtime: "transformers", outcome: "raises" }]) : null;
  return [
    {
      pointer,
      severity: verdict?.severity ?? "warning",
      runtimes: verdict?.runtimes ?? [],
      message: l10n.t('"{0}" is {1}: {2}', named(key), numberWord(theta), consequence(theta, yarn)),
    },
  ];
}

function consequence(theta: number, yarn: boolean): string {
  if (theta === 1 && yarn) return l10n.t("yarn's ramp divides by ln 1 = 0, and transformers raises ZeroDivisionError.");
  if (theta <= 0 && yarn)
    return l10n.t("yarn's ramp takes its logarithm, and transformers raises ValueError: math domain error.");
  if (theta === 1) return l10n.t("every pair turns one radian a token, so that all pairs say the same.");
  if (theta > 0)
    return l10n.t("a base below 1 makes later pairs turn faster than one radian a token; no published model has one.");
  if (theta === 0) return l10n.t("all pairs but the first get an infinite frequency, and their cosines are NaN.");
  return l10n.t("roots of a negative base are no real numbers, and the frequencies are NaN.");
}
