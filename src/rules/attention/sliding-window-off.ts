/**
 * sliding_window set, use_sliding_window false.
 * Source: transformers 5.24.0 configuration_qwen2.py: sliding_window counts as null while use_sliding_window is false, and
 * max_window_layers with it. Qwen's own files have a sliding_window of the whole window there, which nobody misses.
 */
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
        `"use_sliding_window" is false: sliding_window ${numberWord(sliding)}${"max_window_layers" in facts.object ? " and max_window_layers have" : " has"} no ` +
        `effect, and every layer sees all ${numberWord(window)} tokens.`,
      fixes: [
        { title: "Let the layers slide", edits: replaceValue(snapshot, pointer, "true"), preferred: false },
        {
          title: "Write null for sliding_window",
          edits: replaceValue(snapshot, facts.pointer("sliding_window"), "null"),
          preferred: false,
        },
      ],
    };
    return [finding];
  },
};
