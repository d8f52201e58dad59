/**
 * A head with an odd number of entries cannot rotate in pairs.
 * Source: measured: transformers 5.24.0 raises "RoPE requires an even rotary dimension" when it loads llama with head_dim 127 or 5; 4.45 to
 * 5.0.0 raise at the first attention. With yarn an odd rotary dimension raises in the constructor: (d + 1) / 2 frequencies against a ramp of
 * floor(d / 2).
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { numberWord } from "../support/wording.ts";

export const oddHeadDim: Rule = {
  code: "shape/odd-head-dim",
  title: "A head has an odd number of entries",
  severity: "error",
  stage: "meaning",
  needs: ["head"],
  check(_snapshot, { facts, inForce }) {
    const rules = facts.rules;
    const key = rules?.headDimRule === "qk_rope_head_dim" ? "qk_rope_head_dim" : "head_dim";
    const given = facts.number(key);
    const hidden = facts.number("hidden_size");
    const heads = facts.number("num_attention_heads") ?? 0;
    const derives = key === "head_dim" && (rules === null || rules.headDim === null) && hidden !== null && heads > 0;
    const headDim = given ?? (derives ? hidden / heads : null);
    const pointer = facts.pointer(given === null ? "hidden_size" : key);
    if (headDim === null || !Number.isInteger(headDim) || headDim % 2 === 0 || headDim < 1) return [];
    // A part of the head may be even although the head is not.
    const partial = facts.number("partial_rotary_factor") ?? rules?.partial.default ?? 1;
    if (partial !== 1 || rules === null || !rules.language) return [];
    const verdict = inForce.judge([{ runtime: "transformers", outcome: "raises" }]);
    const finding: Finding = {
      pointer,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "A head has {0} entries, and RoPE rotates them in pairs: transformers 5.24 raises ValueError when it loads the file, 4.45 to 5.0 at the first attention.",
        numberWord(headDim),
      ),
    };
    return [finding];
  },
};
