/**
 * A window of no tokens.
 * Source: measured: max_position_embeddings 0 and -1 load in transformers 4.43.4 to 5.24.0; vLLM and SGLang derive that window.
 */
import * as l10n from "@vscode/l10n";
import { LENGTH_KEYS } from "../../config/lengths.ts";
import type { Rule } from "../rule.ts";
import { numberWord } from "../support/wording.ts";

export const windowRange: Rule = {
  code: "length/window-range",
  title: "The window is not above 0",
  severity: "warning",
  stage: "structure",
  check: (_snapshot, { facts }) =>
    [...LENGTH_KEYS, "original_max_position_embeddings"].flatMap((key) => {
      const value = facts.number(key);
      if (value === null || value > 0) return [];
      // -1 stands for "no limit" in some files, but not under the key that every framework reads.
      if (value === -1 && key !== "max_position_embeddings") return [];
      return [
        {
          pointer: facts.pointer(key),
          message: l10n.t(
            '"{0}" is {1}: transformers loads the file, but serving frameworks derive a window of no tokens from it.',
            key,
            numberWord(value),
          ),
        },
      ];
    }),
};
