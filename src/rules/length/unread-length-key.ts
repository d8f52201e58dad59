/**
 * The window under another family's key.
 * Source: transformers 5.24.0: llama with n_positions and without max_position_embeddings takes its default of 2048 (measured); the classes
 * listed have no attribute_map that would read the other names.
 */
import * as l10n from "@vscode/l10n";
import { LENGTH_KEYS } from "../../config/lengths.ts";
import type { Finding, Rule } from "../rule.ts";
import { renameKey } from "../support/edits.ts";
import { numberWord } from "../support/wording.ts";

export const unreadLengthKey: Rule = {
  code: "length/unread-length-key",
  title: "The window stands under a key that the model type does not read",
  severity: "warning",
  stage: "structure",
  check(snapshot, { facts, inForce }) {
    if (!TYPES.has(facts.modelType ?? "") || !facts.native || "max_position_embeddings" in facts.object) return [];
    const key = LENGTH_KEYS.find((candidate) => candidate !== "model_max_length" && facts.number(candidate) !== null);
    const fallback = facts.rules?.length ?? null;
    if (key === undefined || fallback === null) return [];
    // Nothing is lost then: the first LLaMAs were published so.
    const same = facts.number(key) === fallback;
    const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
    const pointer = facts.pointer(key);
    const finding: Finding = {
      pointer,
      at: "key",
      severity: same ? "info" : verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        '{0} does not read "{1}": transformers takes the window from "max_position_embeddings" alone, by default {2}{3}',
        facts.modelType ?? "",
        key,
        numberWord(fallback),
        same
          ? l10n.t(", which happens to be the same.")
          : l10n.t(", instead of {0}.", numberWord(facts.number(key) ?? 0)),
      ),
      fixes: [
        {
          title: l10n.t("Rename to max_position_embeddings"),
          edits: renameKey(snapshot, pointer, "max_position_embeddings"),
          preferred: true,
        },
      ],
    };
    return [finding];
  },
};

const TYPES: ReadonlySet<string> = new Set([
  "llama",
  "mistral",
  "mixtral",
  "qwen2",
  "qwen2_moe",
  "qwen3",
  "qwen3_moe",
  "gemma",
  "gemma2",
  "gemma3_text",
  "phi3",
  "deepseek_v2",
  "deepseek_v3",
  "cohere",
  "olmo2",
  "granite",
  "gpt_oss",
]);
