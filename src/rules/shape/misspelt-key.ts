/**
 * A near miss of a shape or length key that the file lacks.
 * Source: transformers keeps unknown keys in silence (configuration_utils.py; measured), and the key that was meant takes the type's default.
 */
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
          message:
            `"${named(key)}" is a key that no framework reads. Did you mean "${meant}"? As it stands, the model type's default is used` +
            `${typeof fallback === "number" ? `, ${fallback}` : ""}.`,
          fixes: [{ title: `Rename to ${meant}`, edits: renameKey(snapshot, pointer, meant), preferred: true }],
          concerns: [facts.pointer(meant)],
        };
      }),
};
