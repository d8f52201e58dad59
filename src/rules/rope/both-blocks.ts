/**
 * rope_scaling beside rope_parameters.
 * Source: transformers 5.24.0 modeling_rope_utils.py 777: a non-empty rope_scaling replaces rope_parameters whole, its rope_theta included;
 * theta is then the top-level one, else the type's default (measured, also in vLLM 0.28 and 0.33 and SGLang 0.5.23). Gemma-3-like types
 * merge it into the full-attention block and keep that block's theta (configuration_gemma3.py 142-143). transformers 4 reads rope_scaling only.
 */
import * as l10n from "@vscode/l10n";
import type { JsonObject } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { isObject } from "../../config/plain-value.ts";
import type { Finding, Rule } from "../rule.ts";
import { isFilled } from "../support/blocks.ts";
import { insertMembers, removeMember, sorted } from "../support/edits.ts";
import type { Facts } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const bothBlocks: Rule = {
  code: "rope/both-blocks",
  title: "rope_scaling stands beside rope_parameters and replaces it",
  severity: "error",
  stage: "structure",
  check(snapshot, { facts, inForce }) {
    const { rope_scaling: scaling, rope_parameters: parameters } = facts.object;
    if (!isFilled(scaling) || !isFilled(parameters)) return [];
    const theta = thetaWith(facts, scaling);
    const lost = numberOf(parameters.rope_theta);
    const nested = Object.values(parameters).some(isObject);
    if (nested || (sameScaling(scaling, parameters) && (lost === null || lost === theta))) return [];
    const verdict = inForce.judge([
      { runtime: "transformers", from: "5.0.0", outcome: "differs" },
      { runtime: "transformers", before: "5.0.0", outcome: "ignores" },
      { runtime: "vllm", from: "0.12.0", outcome: "differs" },
      { runtime: "sglang", from: "0.5.3", outcome: "differs" },
    ]);
    const finding: Finding = {
      pointer: facts.pointer("rope_scaling"),
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "rope_scaling replaces rope_parameters whole in transformers 5, vLLM and SGLang{0} transformers 4 does not read rope_parameters at all.",
        lost !== null && theta !== null && lost !== theta
          ? l10n.t(": the rope_theta {0} in it is lost and {1} is used.", numberWord(lost), numberWord(theta))
          : l10n.t(": nothing in it counts."),
      ),
      fixes: [
        {
          title: l10n.t("Remove rope_scaling and keep rope_parameters"),
          edits: removeMember(snapshot, facts.pointer("rope_scaling")),
          preferred: false,
        },
        {
          title:
            lost === null || lost === theta
              ? l10n.t("Remove rope_parameters and keep rope_scaling")
              : l10n.t("Keep rope_scaling with rope_theta {0} in it and remove rope_parameters", numberWord(lost)),
          edits: sorted(
            lost === null || lost === theta
              ? []
              : insertMembers(snapshot, facts.pointer("rope_scaling"), { rope_theta: lost }),
            removeMember(snapshot, facts.pointer("rope_parameters")),
          ),
          preferred: false,
        },
      ],
      concerns: [facts.pointer("rope_parameters")],
    };
    return [finding];
  },
};

/** The base that counts once rope_scaling has replaced the other block; null where the type's default is not known. */
function thetaWith(facts: Facts, scaling: JsonObject): number | null {
  const key = facts.rules === null ? "rope_theta" : (facts.rules.thetaKeys[0] ?? "");
  return numberOf(scaling.rope_theta) ?? numberOf(facts.object[key]) ?? facts.rules?.theta ?? null;
}

function sameScaling(a: JsonObject, b: JsonObject): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of ["rope_theta", "type", "rope_type"]) keys.delete(key);
  const typeOf = (block: JsonObject) => block.rope_type ?? block.type ?? "default";
  return typeOf(a) === typeOf(b) && [...keys].every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}
