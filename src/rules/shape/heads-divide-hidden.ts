/**
 * hidden_size is no multiple of num_attention_heads.
 * Source: measured: llama 4.43.4 raises, 4.45 to 5.0.0 round down in silence, 5.24.0 raises, also with a head_dim (configuration_llama.py,
 * validate_architecture); mistral never checks. vLLM 0.33.0 and SGLang 0.5.23 load llama through transformers 5: the same.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { numberWord } from "../support/wording.ts";

/** Types whose class is known to check. */
const CHECKED: ReadonlySet<string> = new Set(["llama"]);

export const headsDivideHidden: Rule = {
  code: "shape/heads-divide-hidden",
  title: "hidden_size is no multiple of num_attention_heads",
  severity: "warning",
  stage: "meaning",
  needs: ["head"],
  check(snapshot, { facts, inForce }) {
    if (snapshot.model?.hasRope !== true) return [];
    const hidden = facts.number("hidden_size") ?? 0;
    const heads = facts.number("num_attention_heads");
    const headDim = facts.number("head_dim");
    const pointer = facts.pointer("hidden_size");
    if (heads === null || hidden % heads === 0) return [];
    const checked = CHECKED.has(facts.modelType ?? "");
    // Where the head has a size of its own, by key or by class, nothing is divided.
    const derived =
      facts.rules === null ||
      facts.rules.headDimRule === "head_dim or derived" ||
      facts.rules.headDimRule === "derived";
    if (!checked && (headDim !== null || !derived || (facts.rules?.headDim ?? null) !== null)) return [];
    const verdict = inForce.judge([
      { runtime: "transformers", from: "5.24.0", outcome: checked ? "raises" : "ignores" },
      ...(checked ? ([{ runtime: "vllm", from: "0.28.0", outcome: "raises" }] as const) : []),
      ...(checked ? ([{ runtime: "sglang", from: "0.5.22", outcome: "raises" }] as const) : []),
    ]);
    const rest = hidden - Math.floor(hidden / heads) * heads;
    const finding: Finding = {
      pointer,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: checked
        ? l10n.t(
            "hidden_size {0} is no multiple of the {1} heads: transformers 5.24 refuses the file{2}",
            numberWord(hidden),
            numberWord(heads),
            headDim === null
              ? l10n.t("; 4.45 to 5.0 round the head down to {0}.", numberWord(Math.floor(hidden / heads)))
              : l10n.t(", whatever its head_dim."),
          )
        : l10n.t(
            "hidden_size {0} is no multiple of the {1} heads: a head is rounded down to {2} entries, which makes {3} in all.",
            numberWord(hidden),
            numberWord(heads),
            numberWord(Math.floor(hidden / heads)),
            numberWord(hidden - rest),
          ),
    };
    return [finding];
  },
};
