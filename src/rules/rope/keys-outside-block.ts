/**
 * Scaling keys beside a block instead of in one.
 * Source: transformers 4.43.4 to 5.24.0: rope_type and factor at top level of a llama config are kept and never read (measured).
 */

import type { ConfigSnapshot } from "../../config/model.ts";
import { nodeAt } from "../../config/spans.ts";
import type { Fix } from "../diagnostic.ts";
import { isBlockType } from "../key-documentation.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isFilled } from "../support/blocks.ts";
import { removeMember } from "../support/edits.ts";
import { listed } from "../support/wording.ts";

export const keysOutsideBlock: Rule = {
  code: "rope/keys-outside-block",
  title: "Scaling keys stand beside the RoPE block instead of in it",
  severity: "warning",
  stage: "meaning",
  check(snapshot, context) {
    const { facts, inForce } = context;
    const type = facts.object.rope_type;
    if (!facts.native || facts.rules === null || typeof type !== "string" || !isBlockType(type)) return [];
    if (type === "default" || isFilled(facts.object.rope_scaling) || isFilled(facts.object.rope_parameters)) return [];
    const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
    const keys = MOVABLE.filter((key) => key in facts.object);
    const finding: Finding = {
      pointer: facts.pointer("rope_type"),
      at: "key",
      severity: verdict?.severity ?? "warning",
      runtimes: verdict?.runtimes ?? [],
      message: `${listed(keys.map((key) => `"${key}"`))} stand beside the RoPE block instead of in one: no framework reads them here, and nothing is scaled.`,
      fixes: moveFix(snapshot, context, keys),
    };
    return [finding];
  },
};

const MOVABLE = [
  "rope_type",
  "factor",
  "attention_factor",
  "beta_fast",
  "beta_slow",
  "low_freq_factor",
  "high_freq_factor",
  "short_factor",
  "long_factor",
];

/** rope_type becomes the block; the others move into it. */
function moveFix(snapshot: ConfigSnapshot, { facts }: RuleContext, keys: readonly string[]): Fix[] {
  if ("rope_scaling" in facts.object || "rope_parameters" in facts.object) return [];
  const members = keys.flatMap((key) => {
    const node = nodeAt(snapshot, facts.pointer(key));
    return node === undefined ? [] : [`"${key}": ${snapshot.text.slice(node.offset, node.offset + node.length)}`];
  });
  const property = nodeAt(snapshot, facts.pointer("rope_type"))?.parent;
  if (property === undefined) return [];
  const block = {
    offset: property.offset,
    length: property.length,
    newText: `"rope_scaling": {${members.join(", ")}}`,
  };
  const removals = keys.slice(1).flatMap((key) => removeMember(snapshot, facts.pointer(key)));
  const edits = [block, ...removals].sort((a, b) => a.offset - b.offset);
  const overlap = edits.some(
    (edit, i) => i > 0 && edit.offset < (edits[i - 1]?.offset ?? 0) + (edits[i - 1]?.length ?? 0),
  );
  if (overlap) return [];
  return [{ title: "Move them into rope_scaling", edits, preferred: true }];
}
