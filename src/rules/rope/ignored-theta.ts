/**
 * A base under a key that the model type does not read.
 * Source: transformers 5.24.0, measured for every model type: gpt_neox reads rotary_emb_base alone, modernbert global_rope_theta and
 * local_rope_theta, apertus, ministral3, gemma4_text and others only the rope_theta in their block, gptj and codegen none. base, rope_base,
 * rotary_base, rotary_embedding_base and rope_ratio are read by no stock type.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { renameKey } from "../support/edits.ts";
import { listed, named, numberWord } from "../support/wording.ts";

export const ignoredTheta: Rule = {
  code: "rope/ignored-theta",
  title: "A base of the frequencies under a key that the model type does not read",
  severity: "warning",
  stage: "meaning",
  check(snapshot, context) {
    const { facts } = context;
    if (facts.rules === null || !facts.native || !facts.rules.language || (snapshot.model?.ropes.length ?? 0) === 0)
      return [];
    const { thetaKeys } = facts.rules;
    return THETA_KEYS.filter((key) => !thetaKeys.includes(key)).flatMap((key) => describe(snapshot, context, key));
  },
};

/** Names of the base in one family or another. */
export const THETA_KEYS = [
  "rope_theta",
  "rotary_emb_base",
  "global_rope_theta",
  "local_rope_theta",
  "rope_local_base_freq",
  "base",
  "rope_base",
  "rotary_base",
  "rotary_embedding_base",
  "rope_ratio",
];

function describe(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, key: string): Finding[] {
  const value = numberOf(facts.object[key]);
  const used = [...new Set((snapshot.model?.ropes ?? []).map((rope) => rope.spec.theta))];
  // A leftover that says what is computed anyway misleads nobody; rope_ratio 1 says nothing.
  if (value === null || used.includes(value) || (key === "rope_ratio" && value === 1)) return [];
  const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
  const pointer = facts.pointer(key);
  return [
    {
      pointer,
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        '{0} does not read "{1}": {2} has no effect, and transformers computes with {3}.{4}',
        named(facts.modelType ?? l10n.t("This type")),
        key,
        numberWord(value),
        listed(used.map((theta) => numberWord(theta))),
        whereElse(facts.rules?.thetaKeys ?? []),
      ),
      fixes: fixesOf(snapshot, facts.rules?.thetaKeys ?? [], facts.object, pointer, key),
    },
  ];
}

function whereElse(thetaKeys: readonly string[]): string {
  return thetaKeys.length === 0
    ? l10n.t(" It reads the rope_theta in its block.")
    : l10n.t(" It reads {0}.", listed(thetaKeys.map((key) => `"${key}"`)));
}

function fixesOf(
  snapshot: ConfigSnapshot,
  thetaKeys: readonly string[],
  object: Readonly<Record<string, unknown>>,
  pointer: string,
  key: string,
): Fix[] {
  const [target, ...others] = thetaKeys;
  if (target === undefined || target in object || key === "rope_ratio") return [];
  return [
    {
      title: l10n.t("Rename to {0}", target),
      edits: renameKey(snapshot, pointer, target),
      preferred: others.length === 0,
    },
  ];
}
