/**
 * A near miss of a shape or length key that the file lacks.
 * Source: transformers keeps unknown keys in silence (configuration_utils.py; measured), and the key that was meant takes the type's default.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { misspeltConfigKeys } from "../support/config-keys.ts";
import { renameKey } from "../support/edits.ts";
import { named } from "../support/wording.ts";

export const shapeMisspeltKey: Rule = {
  code: "shape/misspelt-key",
  title: "A shape or length key is misspelt",
  severity: "warning",
  stage: "structure",
  check: (snapshot, { facts }) =>
    misspeltConfigKeys(facts)
      .filter(({ group }) => group === "shape")
      .map(({ key, meant }): Finding => {
        const pointer = facts.pointer(key);
        const fallback =
          facts.rules?.defaults[meant] ?? (meant === "max_position_embeddings" ? facts.rules?.length : null);
        return {
          pointer,
          at: "key",
          message: l10n.t(
            '"{0}" is a key that no framework reads. Did you mean "{1}"? As it stands, the model type\'s default is used{2}.',
            named(key),
            meant,
            typeof fallback === "number" ? l10n.t(", {0}", fallback) : "",
          ),
          fixes: [
            { title: l10n.t("Rename to {0}", meant), edits: renameKey(snapshot, pointer, meant), preferred: true },
          ],
          concerns: [facts.pointer(meant)],
        };
      }),
};
