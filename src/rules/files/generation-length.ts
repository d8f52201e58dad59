/**
 * generation_config.json stops generation below the window.
 * Source: transformers 5.24.0 generation/utils.py raises "Input length of input_ids is …, but `max_length` is set to …" for an input of that
 * many tokens, and stops there otherwise; max_new_tokens goes before it.
 */
import * as l10n from "@vscode/l10n";
import { positiveOf } from "../../config/numbers.ts";
import { parseJson } from "../../config/parse-json.ts";
import { isObject, plainValue } from "../../config/plain-value.ts";
import type { Finding, Rule } from "../rule.ts";
import { GENERATION_FILE } from "../siblings.ts";
import { extendedWindow } from "../support/extended-window.ts";
import { numberWord } from "../support/wording.ts";

export const generationLength: Rule = {
  code: "files/generation-length",
  title: "generation_config.json stops generation below the window",
  severity: "info",
  stage: "meaning",
  needs: ["window", "block"],
  check(snapshot, context) {
    const text = context.siblings[GENERATION_FILE];
    const limit = text === undefined ? null : generationLimit(text);
    const extended = extendedWindow(snapshot, context);
    // Below the pretrained window it is the author's choice; from there up to the extended one it is a leftover.
    if (limit === null || extended === null || limit < extended.trained || limit >= extended.window) return [];
    const finding: Finding = {
      pointer: extended.pointer,
      message: l10n.t(
        "generation_config.json says max_length {0}: generate() of transformers stops there, the prompt counted in, and refuses a longer prompt. The window is {1}.",
        numberWord(limit),
        numberWord(extended.window),
      ),
    };
    return [finding];
  },
};

/** Tokens, prompt and answer together; null where it says none, or counts the answer alone. */
function generationLimit(text: string): number | null {
  const { root } = parseJson(text);
  const value = root === undefined ? null : plainValue(root);
  if (!isObject(value) || positiveOf(value.max_new_tokens) !== null) return null;
  return positiveOf(value.max_length);
}
