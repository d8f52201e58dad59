/**
 * A share of the head that is not a share.
 * Source: int(head_dim * partial_rotary_factor) is the rotary dimension: transformers 5.24.0 raises RuntimeError when more entries rotate than a
 * head has (measured for scaled types on llama), 0 leaves none. vLLM 0.33.0 rotary_embedding/__init__.py 66-72: ValueError outside of 0 to 1.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isShareRead, type Share, sharesOf } from "../support/shares.ts";
import { numberWord } from "../support/wording.ts";

export const partialRotaryRange: Rule = {
  code: "rope/partial-rotary-range",
  title: "The share of the head that rotates is not above 0 and 1 at most",
  severity: "warning",
  stage: "structure",
  check: (_snapshot, context) =>
    context.facts.language ? sharesOf(context.facts).flatMap((place) => describe(context, place)) : [],
};

function describe({ facts, inForce, unsound }: RuleContext, place: Share): Finding[] {
  const { share, key, pointer, scaled } = place;
  if ((share > 0 && share <= 1) || unsound.has(pointer)) return [];
  const layered = (facts.rules?.layers ?? null) !== null;
  const counts = layered ? scaled : isShareRead(facts, place) || scaled;
  const verdict = inForce.judge([
    { runtime: "transformers", outcome: counts ? "raises" : "ignores" },
    { runtime: "vllm", outcome: "raises" },
  ]);
  const percent =
    share >= 2 && share <= 100 ? l10n.t(" {0} % would be {1}.", numberWord(share), numberWord(share / 100)) : "";
  return [
    {
      pointer,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        '"{0}" is {1}, and a share of the head lies above 0 and is 1 at most: vLLM raises ValueError when it builds the model{2}{3}',
        key,
        numberWord(share),
        counts
          ? l10n.t(", and the first attention of transformers raises RuntimeError.")
          : l10n.t("; transformers does not read it in this type."),
        percent,
      ),
    },
  ];
}
