/**
 * Scaling keys beside a block instead of in one.
 * Source: transformers 4.43.4 to 5.24.0: rope_type and factor at top level of a llama config are kept and never read (measured).
 */

import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, JsonObject } from "../../config/model.ts";
import { setMembers } from "../../edits/index.ts";
import type { Fix } from "../diagnostic.ts";
import { isBlockType } from "../key-documentation.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isFilled } from "../support/blocks.ts";
import { stringOf } from "../support/facts.ts";
import { listed } from "../support/wording.ts";

export const keysOutsideBlock: Rule = {
  code: "rope/keys-outside-block",
  title: "Scaling keys stand beside the RoPE block instead of in it",
  severity: "warning",
  stage: "structure",
  check(snapshot, context) {
    const { facts, inForce } = context;
    const typeKey = "rope_type" in facts.object ? "rope_type" : "type";
    const type = stringOf(facts.object[typeKey]);
    const keys = MOVABLE.filter((key) => key in facts.object);
    if (type === null || !isBlockType(type) || snapshot.model?.hasRope !== true) return [];
    // Code of the model's own may read one of them, but hardly several.
    if (keys.length < 2 && (!facts.native || facts.rules === null || typeKey === "type")) return [];
    if (type === "default" || isFilled(facts.object.rope_scaling) || isFilled(facts.object.rope_parameters)) return [];
    const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
    const names = listed(keys.map((key) => `"${key}"`));
    const finding: Finding = {
      pointer: facts.pointer(typeKey),
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message:
        keys.length === 1
          ? l10n.t(
              "{0} stands beside the RoPE block instead of in one: transformers, vLLM and SGLang do not read it here, and nothing is scaled.",
              names,
            )
          : l10n.t(
              "{0} stand beside the RoPE block instead of in one: transformers, vLLM and SGLang do not read them here, and nothing is scaled.",
              names,
            ),
      fixes: moveFix(snapshot, context, keys),
      concerns: [facts.pointer("rope_scaling")],
    };
    return [finding];
  },
};

const MOVABLE = [
  "rope_type",
  "type",
  "factor",
  "attention_factor",
  "beta_fast",
  "beta_slow",
  "low_freq_factor",
  "high_freq_factor",
  "short_factor",
  "long_factor",
  "mscale",
  "mscale_all_dim",
  "truncate",
];

function moveFix(snapshot: ConfigSnapshot, { facts }: RuleContext, keys: readonly string[]): Fix[] {
  if ((facts.object.rope_scaling ?? null) !== null || "rope_parameters" in facts.object) return [];
  const block: JsonObject = {};
  for (const key of keys) block[key] = facts.object[key] ?? null;
  const anchor = Object.keys(facts.object).findLast((key) => !keys.includes(key));
  const after = anchor === undefined ? [] : [anchor];
  const edits = setMembers(snapshot, facts.path, { set: { rope_scaling: block }, remove: keys, after });
  return edits === null ? [] : [{ title: l10n.t("Move them into rope_scaling"), edits, preferred: true }];
}
