/**
 * num_attention_heads is no multiple of num_key_value_heads.
 * Source: measured: loads in transformers 4.43.4 to 5.24.0, and the first attention raises RuntimeError ("The size of tensor a (32) must match
 * the size of tensor b (30)"). vLLM 0.33.0 attention.py 329-331: AssertionError "num_heads (4) is not divisible by num_kv_heads (3)" (read).
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { numberWord } from "../support/wording.ts";

export const kvHeads: Rule = {
  code: "shape/kv-heads",
  title: "num_attention_heads is no multiple of num_key_value_heads",
  severity: "error",
  stage: "meaning",
  check(_snapshot, { facts, inForce, unsound }) {
    const heads = facts.number("num_attention_heads");
    const kv = facts.number("num_key_value_heads");
    const pointer = facts.pointer("num_key_value_heads");
    if (heads === null || kv === null || kv <= 0 || heads <= 0 || heads % kv === 0) return [];
    if (unsound.has(pointer) || unsound.has(facts.pointer("num_attention_heads"))) return [];
    // MLA has no key-value heads to share.
    if ("qk_rope_head_dim" in facts.object) return [];
    const verdict = inForce.judge([
      { runtime: "transformers", outcome: "raises" },
      { runtime: "vllm", outcome: "raises" },
    ]);
    const repeated = Math.floor(heads / kv) * kv;
    const finding: Finding = {
      pointer,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "{0} query heads cannot share {1} key-value heads evenly: the first attention of transformers raises RuntimeError ({0} against {2} heads), vLLM an AssertionError.",
        numberWord(heads),
        numberWord(kv),
        numberWord(repeated),
      ),
    };
    return [finding];
  },
};
