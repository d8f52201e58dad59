/**
 * model_max_length in config.json, above max_position_embeddings.
 * Source: vLLM 0.33.0 model_arch_config_convertor.py 404-406 (measured: 4096 becomes 32768 while the table has 4096 rows; 0.6.6 took the
 * smaller one); SGLang 0.5.23 common.py 668-694 takes the first of five keys, model_max_length before max_position_embeddings (measured).
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { removeMember } from "../support/edits.ts";
import { numberWord } from "../support/wording.ts";

export const modelMaxLength: Rule = {
  code: "length/model-max-length",
  title: "model_max_length in config.json is another window than max_position_embeddings",
  severity: "info",
  stage: "meaning",
  needs: ["window"],
  check(snapshot, { facts, inForce }) {
    const length = facts.number("model_max_length");
    const window = facts.number("max_position_embeddings");
    const pointer = facts.pointer("model_max_length");
    if (length === null || window === null || length === window) return [];
    const verdict = inForce.judge([
      { runtime: "vllm", from: "0.8.5", outcome: "differs" },
      { runtime: "sglang", outcome: "differs" },
    ]);
    const finding: Finding = {
      pointer,
      severity: verdict.severity === "error" ? "warning" : verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "vLLM and SGLang take model_max_length, {0}, for the window instead of max_position_embeddings, {1}{2}",
        numberWord(length),
        numberWord(window),
        length > window
          ? l10n.t(": positions from {0} on lie outside of the table of rotary angles.", numberWord(window))
          : l10n.t(", and refuse longer inputs."),
      ),
      fixes: [{ title: l10n.t("Remove model_max_length"), edits: removeMember(snapshot, pointer), preferred: false }],
    };
    return [finding];
  },
};
