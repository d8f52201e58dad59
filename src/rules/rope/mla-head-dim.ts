/**
 * head_dim in an MLA model.
 * Source: deepseek_v3, axk1, mistral4 and youtu: a head_dim key replaces qk_rope_head_dim as the rotary dimension and the attention then
 * fails (transformers 4.51.3 to 5.24.0, measured). deepseek_v2, minicpm3 and others ignore the key.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { removeMember } from "../support/edits.ts";
import { named, numberWord } from "../support/wording.ts";

const REPLACED: ReadonlySet<string> = new Set(["deepseek_v3", "axk1", "mistral4", "youtu"]);

export const mlaHeadDim: Rule = {
  code: "rope/mla-head-dim",
  title: "head_dim replaces the rotary dimension of an MLA model",
  severity: "error",
  stage: "meaning",
  needs: ["head"],
  check(snapshot, { facts, inForce }) {
    const headDim = facts.number("head_dim");
    const rotary = facts.number("qk_rope_head_dim") ?? facts.rules?.rotaryDim ?? null;
    const pointer = facts.pointer("head_dim");
    if (!REPLACED.has(facts.modelType ?? "") || headDim === null || rotary === null) return [];
    // A partial_rotary_factor can bring the two together again, as in Mistral 4.
    const partial = facts.blocks
      .map((block) => block.value.partial_rotary_factor)
      .find((value) => typeof value === "number");
    const share = typeof partial === "number" ? partial : (facts.rules?.partial.default ?? 1);
    if (headDim === rotary || headDim * share === rotary) return [];
    const verdict = inForce.judge([{ runtime: "transformers", from: "4.51.3", outcome: "raises" }]);
    const finding: Finding = {
      pointer,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        'In {0} "head_dim" replaces qk_rope_head_dim: the RoPE gets {1} dimensions for a rotary part of {2}, and the attention of transformers (4.51 to 5.24) raises.',
        named(facts.modelType ?? ""),
        numberWord(headDim),
        numberWord(rotary),
      ),
      fixes: [{ title: l10n.t("Remove head_dim"), edits: removeMember(snapshot, pointer), preferred: true }],
    };
    return [finding];
  },
};
