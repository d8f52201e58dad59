/**
 * sliding_window set, use_sliding_window false.
 * Source: transformers 5.24.0 configuration_qwen2.py: sliding_window counts as null while use_sliding_window is false, and
 * max_window_layers with it. Qwen's own files have a sliding_window of the whole window there, which nobody misses.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { replaceValue } from "../support/edits.ts";
import { numberWord } from "../support/wording.ts";

export const slidingWindowOff: Rule = {
  code: "attention/sliding-window-off",
  title: "sliding_window has no effect while use_sliding_window is false",
  severity: "info",
  stage: "meaning",
  needs: ["sliding", "window"],
  check(snapshot, { facts }) {
    const sliding = facts.number("sliding_window");
    const window = facts.number("max_position_embeddings");
    if (
      facts.object.use_sliding_window !== false ||
      sliding === null ||
      window === null ||
      sliding <= 0 ||
      sliding >= window
    )
      return [];
    const pointer = facts.pointer("use_sliding_window");
    const finding: Finding = {
      pointer,
      message:
        "max_window_layers" in facts.object
          ? l10n.t(
              '"use_sliding_window" is false: sliding_window {0} and max_window_layers have no effect, and every layer sees all {1} tokens.',
              numberWord(sliding),
              numberWord(window),
            )
          : l10n.t(
              '"use_sliding_window" is false: sliding_window {0} has no effect, and every layer sees all {1} tokens.',
              numberWord(sliding),
              numberWord(window),
            ),
      fixes: [
        { title: l10n.t("Let the layers slide"), edits: replaceValue(snapshot, pointer, "true"), preferred: false },
        {
          title: l10n.t("Write null for sliding_window"),
          edits: replaceValue(snapshot, facts.pointer("sliding_window"), "null"),
          preferred: false,
        },
      ],
    };
    return [finding];
  },
};
