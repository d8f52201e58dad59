/**
 * A key of a RoPE block, or one that RoPE is read from, under a name that nobody reads.
 * Source: transformers 5.24.0 modeling_rope_utils.py warns "Unrecognized keys in `rope_parameters`" and ignores them; a required key that
 * is missing for it raises KeyError "Missing required keys" (measured, 4.43.4 to 5.24.0). Outside of blocks unknown keys are kept in
 * silence: configuration_utils.py, measured with ropeScaling and base.
 */
import * as l10n from "@vscode/l10n";
import { childPointer } from "../../config/json-pointer.ts";
import { ORIGINAL_LENGTH } from "../../config/lengths.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import { blockKeysOf } from "../key-documentation.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, memberPointer } from "../support/blocks.ts";
import { misspeltConfigKeys } from "../support/config-keys.ts";
import { renameKey } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { BLOCK_KEYS, SYNONYMS, synonymOf } from "../support/key-names.ts";
import { nearMiss } from "../support/near-miss.ts";
import { blockErrors, stringParam } from "../support/schema-errors.ts";
import { named, quoted } from "../support/wording.ts";

export const misspeltKey: Rule = {
  code: "rope/misspelt-key",
  title: "A RoPE key is misspelt or has another tool's name",
  severity: "warning",
  stage: "structure",
  check(snapshot, context) {
    const { facts } = context;
    const beside = misspeltConfigKeys(facts)
      .filter(({ group }) => group === "rope")
      .map(({ key, meant }): Finding => {
        const pointer = facts.pointer(key);
        return {
          pointer,
          at: "key",
          message: l10n.t(
            '"{0}" is a key that no framework reads. Did you mean "{1}"? As it stands, {2}',
            named(key),
            meant,
            unread(meant),
          ),
          fixes: [
            { title: l10n.t("Rename to {0}", meant), edits: renameKey(snapshot, pointer, meant), preferred: true },
          ],
          concerns: [facts.pointer(meant)],
        };
      });
    return [...beside, ...facts.blocks.flatMap((block) => blockFindings(snapshot, context, block))];
  },
};

function unread(meant: string): string {
  if (meant === "rope_scaling" || meant === "rope_parameters") return l10n.t("nothing is scaled.");
  if (meant === "rope_theta") return l10n.t("the base of the frequencies is the model type's default.");
  return l10n.t("the model type's default is used.");
}

/** The known key that an unknown one of the block stands for; null when there is none, or when that key is there too. */
function meantKey(block: RopeBlock, key: string): string | null {
  const type = blockType(block);
  const own = type === null ? BLOCK_KEYS : blockKeysOf(type).keys;
  const absent = (candidate: string) => !(candidate in block.value);
  const synonym = SYNONYMS.get(key) ?? synonymOf(key, own.filter(absent));
  if (synonym !== null) return absent(synonym) ? synonym : null;
  return nearMiss(key, own.filter(absent)) ?? nearMiss(key, BLOCK_KEYS.filter(absent));
}

function blockFindings(snapshot: ConfigSnapshot, { inForce }: RuleContext, block: RopeBlock): Finding[] {
  const type = blockType(block);
  if (type === null) return [];
  const required = blockKeysOf(type).required;
  const findings: Finding[] = [];
  for (const error of blockErrors(block)) {
    const key = stringParam(error, "additionalProperty");
    const meant = key === null || (BLOCK_KEYS.includes(key) && !SYNONYMS.has(key)) ? null : meantKey(block, key);
    if (key === null || meant === null) continue;
    const raises = required.includes(meant);
    const verdict = inForce.judge([{ runtime: "transformers", outcome: raises ? "raises" : "ignores" }]);
    const pointer = childPointer(block.pointer, key);
    findings.push({
      pointer,
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        '"{0}" is unknown. Did you mean "{1}"? {2}',
        named(key),
        meant,
        raises ? missingWords(type, meant) : ignoredWords(block, key, meant),
      ),
      fixes: [{ title: l10n.t("Rename to {0}", meant), edits: renameKey(snapshot, pointer, meant), preferred: true }],
      concerns: [memberPointer(block, meant)],
    });
  }
  return findings;
}

function missingWords(type: string, meant: string): string {
  return l10n.t(
    "Without it transformers (4.43 to 5.24) raises KeyError: Missing required keys for 'rope_type'='{0}': {1}.",
    type,
    `{'${meant}'}`,
  );
}

function ignoredWords(block: RopeBlock, key: string, meant: string): string {
  const value = quoted(block.value[key]);
  if (meant === ORIGINAL_LENGTH) {
    return l10n.t(
      "transformers ignores it and computes with max_position_embeddings as the pretrained length instead of {0}.",
      value,
    );
  }
  if (meant === "rope_type" || meant === "type")
    return l10n.t("Without a type transformers 4 raises KeyError and transformers 5 scales nothing.");
  return l10n.t("transformers (4.43 to 5.24) ignores it, and {0} has no effect.", value);
}
