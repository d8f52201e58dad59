/**
 * A chosen framework loads the file and computes other frequencies than it says, and no other rule has said why.
 * Source: src/runtimes follows the framework's code of that release; its answers are checked against recorded runs. What the file says is
 * what the newest transformers reads.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { frequencies } from "../../rope/frequencies.ts";
import { RopeParameterError } from "../../rope/parameter-error.ts";
import type { Prediction, RuntimeChoice } from "../../runtimes/index.ts";
import type { Finding, Rule } from "../rule.ts";
import { askedLengths, foretell, foretold, placeOf } from "../support/foretold.ts";
import { runtimeTitle } from "../support/in-force.ts";
import { respellingFor } from "../support/respelling.ts";
import { numberWord } from "../support/wording.ts";

export const differs: Rule = {
  code: "runtime/differs",
  title: "A chosen framework computes other frequencies than the file says",
  severity: "error",
  stage: "last",
  check(snapshot, context) {
    const ropes = snapshot.model?.ropes ?? [];
    // A type with a scaling of its own, of which the file says nothing: what the file says is then open to dispute.
    const own = context.facts.rules?.block ?? null;
    if (ropes.length === 0 || (own !== null && context.facts.blocks.length === 0)) return [];
    return foretold(context).flatMap((choice): Finding[] => {
      const words = askedLengths(snapshot)
        .map((length) => difference(snapshot, choice, length))
        .find((found) => found !== null);
      if (words === undefined || words === null) return [];
      const name = `${choice.name}@${choice.release}`;
      const fixes = respellingFor(snapshot, [choice]);
      return [{ ...placeOf(context), runtimes: [name], message: `${runtimeTitle(name)} ${words}`, fixes }];
    });
  },
};

/** What it computes otherwise at that length of the input; null when nothing. */
function difference(snapshot: ConfigSnapshot, choice: RuntimeChoice, sequenceLength: number | null): string | null {
  const prediction = foretell(snapshot, choice, sequenceLength);
  if (prediction?.outcome !== "differs") return null;
  const when = sequenceLength === null ? "" : l10n.t(" at {0} tokens", numberWord(sequenceLength));
  return worstRope(snapshot, prediction, sequenceLength, when);
}

function worstRope(
  snapshot: ConfigSnapshot,
  { ropes }: Prediction,
  sequenceLength: number | null,
  when: string,
): string | null {
  for (const { spec, layerType } of snapshot.model?.ropes ?? []) {
    const computed = ropes.find((rope) => rope.layerType === layerType) ?? ropes[0];
    if (computed === undefined) continue;
    try {
      const stated = frequencies(spec, sequenceLength ?? undefined);
      if (stated.invFreq.length !== computed.invFreq.length) {
        return l10n.t(
          "rotates {0} pairs{1}, and the file says {2}.",
          computed.invFreq.length,
          when,
          stated.invFreq.length,
        );
      }
      const ratios = stated.invFreq.map((frequency, i) => (computed.invFreq[i] ?? Number.NaN) / frequency);
      const other = ratios.filter((ratio) => !(Math.abs(ratio - 1) < 1e-5));
      const factor = Math.abs(stated.attentionFactor - computed.attentionFactor) > 1e-5;
      if (other.length === 0 && !factor) continue;
      const worst = other.reduce(
        (far, ratio) => (Math.abs(Math.log(ratio)) > Math.abs(Math.log(far)) ? ratio : far),
        1,
      );
      return [
        other.length === 0
          ? l10n.t("computes the frequencies that the file says{0}", when)
          : l10n.t(
              "computes {0} of the {1} frequencies otherwise than the file says{2}, the farthest {3} times as high",
              other.length,
              ratios.length,
              when,
              numberWord(worst, 3),
            ),
        factor
          ? l10n.t(
              ", and the attention factor {0} instead of {1}.",
              numberWord(computed.attentionFactor),
              numberWord(stated.attentionFactor),
            )
          : l10n.t("."),
      ].join("");
    } catch (error) {
      if (!(error instanceof RopeParameterError)) throw error;
    }
  }
  return null;
}
