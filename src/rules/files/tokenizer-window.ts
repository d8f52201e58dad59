/**
 * tokenizer_config.json cuts inputs below the window.
 * Source: transformers tokenization_utils_base.py: with truncation on and no max_length, inputs are cut to model_max_length without a word.
 */
import * as l10n from "@vscode/l10n";
import { TOKENIZER_FILE, tokenizerLimit } from "../../config/tokenizer-limit.ts";
import type { Finding, Rule } from "../rule.ts";
import { extendedWindow } from "../support/extended-window.ts";
import { numberWord } from "../support/wording.ts";

export const tokenizerWindow: Rule = {
  code: "files/tokenizer-window",
  title: "tokenizer_config.json cuts inputs below the window",
  severity: "warning",
  stage: "meaning",
  needs: ["window", "block"],
  check(snapshot, context) {
    const text = context.siblings[TOKENIZER_FILE];
    const limit = text === undefined ? null : tokenizerLimit(text);
    // Authors set lower limits on purpose; below an extended window it is a leftover.
    const extended = extendedWindow(snapshot, context);
    if (limit === null || extended === null || limit >= extended.window) return [];
    const { pointer, window } = extended;
    const finding: Finding = {
      pointer,
      message: l10n.t(
        "tokenizer_config.json says model_max_length {0}: with truncation on, inputs are cut to {0} of these {1} tokens without a word.",
        numberWord(limit),
        numberWord(window),
      ),
    };
    return [finding];
  },
};
