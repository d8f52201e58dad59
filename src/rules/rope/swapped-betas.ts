/**
 * beta_fast below beta_slow.
 * Source: transformers 5.24.0 modeling_rope_utils.py warns "beta_fast field must be greater than beta_slow" and computes with them
 * (measured, 4.43.4 to 5.24.0; vLLM 0.33.0 computes the same). The ramp's ends by its formula there.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { yarnShares } from "../../rope/scaling/yarn.ts";
import type { RopeSpec } from "../../rope/spec.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, ropeOf, soundBlocks } from "../support/blocks.ts";
import { swapValues } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord, quoted } from "../support/wording.ts";

export const swappedBetas: Rule = {
  code: "rope/swapped-betas",
  title: "beta_fast is below beta_slow",
  severity: "warning",
  stage: "meaning",
  check: (snapshot, context) => soundBlocks(context, "yarn").flatMap((block) => describe(snapshot, block)),
};

const DEFAULT_FAST = 32;
const DEFAULT_SLOW = 1;

function describe(snapshot: ConfigSnapshot, block: RopeBlock): Finding[] {
  // Python's `or`: 0 counts as absent.
  const fastInFile = numberOf(block.value.beta_fast) || null;
  const slowInFile = numberOf(block.value.beta_slow) || null;
  const fast = fastInFile ?? DEFAULT_FAST;
  const slow = slowInFile ?? DEFAULT_SLOW;
  if (fast >= slow) return [];
  const key = fastInFile === null ? "beta_slow" : "beta_fast";
  const both = fastInFile !== null && slowInFile !== null;
  return [
    {
      pointer: memberPointer(block, key),
      message: l10n.t(
        "beta_fast {0}{1} is below beta_slow {2}{3}: the ramp is turned round. {4}",
        numberWord(fast),
        fastInFile === null ? l10n.t(" (the default)") : "",
        numberWord(slow),
        slowInFile === null ? l10n.t(" (the default)") : "",
        consequence(snapshot, block),
      ),
      fixes: both ? [swap(snapshot, block)] : [],
    },
  ];
}

function swap(snapshot: ConfigSnapshot, block: RopeBlock): Fix {
  const edits = swapValues(snapshot, memberPointer(block, "beta_fast"), memberPointer(block, "beta_slow"));
  return { title: l10n.t("Swap beta_fast and beta_slow"), edits, preferred: true };
}

function consequence(snapshot: ConfigSnapshot, block: RopeBlock): string {
  const spec = ropeOf(snapshot, block)?.spec;
  if (spec?.scaling.type !== "yarn") return l10n.t("Fast pairs are interpolated where slow ones should be.");
  const { betaFast, betaSlow } = spec.scaling;
  const now = inFull(spec);
  const swapped = inFull({ ...spec, scaling: { ...spec.scaling, betaFast: betaSlow, betaSlow: betaFast } });
  const { factor } = block.value;
  return l10n.t(
    "{0} of the {1} pairs are divided by the factor {2} in full; with the two swapped it would be {3}.",
    numberWord(now),
    spec.rotaryDim / 2,
    quoted(factor),
    numberWord(swapped),
  );
}

/** How many pairs are divided by the factor in full. */
function inFull(spec: RopeSpec): number {
  if (spec.scaling.type !== "yarn") return 0;
  return yarnShares(spec.theta, spec.rotaryDim, spec.scaling.originalLength, spec.scaling).filter(
    (share) => share === 0,
  ).length;
}
