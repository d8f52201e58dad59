/**
 * A key that this type of block does not have: of another type, or of nothing.
 * Source: transformers 5.24.0 modeling_rope_utils.py warns "Unrecognized keys in `rope_parameters` for 'rope_type'='linear': {'scale'}" and
 * ignores them (measured for default with factor, linear and dynamic with an original length, llama3 with attention_factor).
 */
import { childPointer } from "../../config/json-pointer.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import type { BlockType } from "../key-documentation.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, isReadBlock, ORIGINAL } from "../support/blocks.ts";
import { removeMember } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { BLOCK_KEYS, typesWithKey, VENDOR_KEYS } from "../support/key-names.ts";
import { blockErrors, stringParam } from "../support/schema-errors.ts";
import { listed, named, quoted } from "../support/wording.ts";

export const unusedKey: Rule = {
  code: "rope/unused-key",
  title: "A key that this type of RoPE block does not have",
  severity: "warning",
  stage: "meaning",
  check: (snapshot, context) =>
    context.facts.blocks
      .filter((block) => isReadBlock(context.facts, block) && context.sound(block.pointer))
      .flatMap((block) => blockFindings(snapshot, context, block)),
};

function blockFindings(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const type = blockType(block);
  if (type === null) return [];
  return blockErrors(block).flatMap((error) => {
    const key = error.keyword === "additionalProperties" ? stringParam(error, "additionalProperty") : null;
    if (key === null || VENDOR_KEYS.has(key) || block.value[key] === null) return [];
    // HunYuan ships yarn's keys beside its alpha.
    if (type === "dynamic" && "alpha" in block.value && BLOCK_KEYS.includes(key)) return [];
    const pointer = childPointer(block.pointer, key);
    const verdict = context.inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
    // The pretrained length is worth keeping in the file.
    const harmless = key === ORIGINAL;
    return [
      {
        pointer,
        at: "key",
        severity: harmless ? "info" : (verdict?.severity ?? "warning"),
        runtimes: verdict?.runtimes ?? [],
        message: `The type "${type}" has no "${named(key)}": transformers (4.43 to 5.24) ignores it, and ${quoted(block.value[key])} has no effect.${owners(type, key, block)}`,
        fixes: [{ title: `Remove ${named(key)}`, edits: removeMember(snapshot, pointer), preferred: false }],
      } satisfies Finding,
    ];
  });
}

function owners(type: BlockType, key: string, block: RopeBlock): string {
  if (type === "default" && key === "factor" && block.value.factor !== 1) return " Nothing is scaled.";
  if (key === ORIGINAL) {
    return " SGLang takes it as a sign that max_position_embeddings is the extended length already.";
  }
  if (!BLOCK_KEYS.includes(key)) return "";
  const types = typesWithKey(key);
  return types.length === 0 || types.length > 4 ? "" : ` It belongs to ${listed(types.map((other) => `"${other}"`))}.`;
}
