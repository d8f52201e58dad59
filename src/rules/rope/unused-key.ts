/**
 * A key that this type of block does not have: of another type, or of nothing.
 * Source: transformers 5.24.0 modeling_rope_utils.py warns "Unrecognized keys in `rope_parameters` for 'rope_type'='linear': {'scale'}" and
 * ignores them (measured for default with factor, linear and dynamic with an original length, llama3 with attention_factor).
 */
import * as l10n from "@vscode/l10n";
import { childPointer } from "../../config/json-pointer.ts";
import { ORIGINAL_LENGTH } from "../../config/lengths.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import type { Fix } from "../diagnostic.ts";
import { BLOCK_TYPES, type BlockType, blockKeysOf } from "../key-documentation.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, isReadBlock } from "../support/blocks.ts";
import { removeMember, removeMembers, replaceValue } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { BLOCK_KEYS, typesWithKey, VENDOR_KEYS } from "../support/key-names.ts";
import { blockErrors, stringParam } from "../support/schema-errors.ts";
import { listed, named, quoted } from "../support/wording.ts";

export const unusedKey: Rule = {
  code: "rope/unused-key",
  title: "A key that this type of RoPE block does not have",
  severity: "warning",
  stage: "meaning",
  needs: ["block"],
  check: (snapshot, context) =>
    context.facts.blocks
      .filter((block) => isReadBlock(context.facts, block) && context.sound(block.pointer))
      .flatMap((block) => blockFindings(snapshot, context, block)),
};

function blockFindings(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const type = blockType(block);
  if (type === null) return [];
  const unused = blockErrors(block).flatMap((error) => {
    const key = stringParam(error, "additionalProperty");
    if (key === null || VENDOR_KEYS.has(key) || block.value[key] === null) return [];
    // HunYuan ships yarn's keys beside its alpha.
    return type === "dynamic" && "alpha" in block.value && BLOCK_KEYS.includes(key) ? [] : [key];
  });
  const foreign = unused.filter((key) => key !== ORIGINAL_LENGTH && BLOCK_KEYS.includes(key));
  // Several keys of other types have one cause: the type that is named.
  if (foreign.length > 1 || (type === "default" && foreign.includes("factor"))) {
    const others = unused.filter((key) => key !== ORIGINAL_LENGTH && !foreign.includes(key));
    return [
      ofAnotherType(snapshot, context, block, type, foreign),
      ...others.map((key) => ofNoUse(snapshot, context, block, type, key)),
    ];
  }
  return unused.map((key) => ofNoUse(snapshot, context, block, type, key));
}

function ofNoUse(
  snapshot: ConfigSnapshot,
  { inForce }: RuleContext,
  block: RopeBlock,
  type: BlockType,
  key: string,
): Finding {
  const pointer = childPointer(block.pointer, key);
  const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
  return {
    pointer,
    at: "key",
    // The pretrained length is worth keeping in the file.
    severity: key === ORIGINAL_LENGTH ? "info" : verdict.severity,
    runtimes: verdict.runtimes,
    message: l10n.t(
      'The type "{0}" has no "{1}": transformers (4.43 to 5.24) ignores it, and {2} has no effect.{3}',
      type,
      named(key),
      quoted(block.value[key]),
      owners(key),
    ),
    fixes: [{ title: l10n.t("Remove {0}", named(key)), edits: removeMember(snapshot, pointer), preferred: false }],
  };
}

/** Stands at the factor where that has no effect, since it is what the author wanted; else at the first of the keys. */
function ofAnotherType(
  snapshot: ConfigSnapshot,
  { inForce }: RuleContext,
  block: RopeBlock,
  type: BlockType,
  keys: readonly string[],
): Finding {
  const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
  const place = keys.includes("factor") ? "factor" : (keys[0] ?? "");
  const meant = typesFor(Object.keys(block.value)).filter((other) => other !== type);
  const plural = keys.length > 1;
  const names = listed(keys.map((key) => `"${key}"`));
  const owning = listed(
    meant.map((other) => `"${other}"`),
    "or",
  );
  const scales = type === "default" && keys.includes("factor") && block.value.factor !== 1;
  const unscaled = scales ? l10n.t(", and nothing is scaled") : "";
  return {
    pointer: childPointer(block.pointer, place),
    at: "key",
    severity: verdict.severity,
    runtimes: verdict.runtimes,
    message: `${
      plural
        ? l10n.t('The type "{0}" has no {1}: transformers (4.43 to 5.24) ignores them{2}.', type, names, unscaled)
        : l10n.t('The type "{0}" has no {1}: transformers (4.43 to 5.24) ignores it{2}.', type, names, unscaled)
    }${meant.length === 0 ? "" : plural ? l10n.t(" They belong to {0}.", owning) : l10n.t(" It belongs to {0}.", owning)}`,
    fixes: [
      ...typeFixes(snapshot, block, meant),
      {
        title: l10n.t("Remove {0}", listed(keys)),
        edits: removeMembers(snapshot, block.pointer, keys),
        preferred: false,
      },
    ],
  };
}

/** Types that have all of the keys, and whose required ones are all there. */
function typesFor(keys: readonly string[]): readonly BlockType[] {
  return BLOCK_TYPES.filter((type) => {
    const { keys: own, required } = blockKeysOf(type);
    return keys.every((key) => own.includes(key)) && required.every((key) => keys.includes(key));
  });
}

function typeFixes(snapshot: ConfigSnapshot, block: RopeBlock, types: readonly BlockType[]): Fix[] {
  const { typeKey } = block;
  if (typeKey === null) return [];
  return types.map((type) => ({
    title: l10n.t('Change the type to "{0}"', type),
    edits: replaceValue(snapshot, childPointer(block.pointer, typeKey), JSON.stringify(type)),
    preferred: false,
  }));
}

function owners(key: string): string {
  if (key === ORIGINAL_LENGTH) {
    return l10n.t(" SGLang takes it as a sign that max_position_embeddings is the extended length already.");
  }
  if (!BLOCK_KEYS.includes(key)) return "";
  const types = typesWithKey(key);
  return types.length === 0 || types.length > 4
    ? ""
    : l10n.t(" It belongs to {0}.", listed(types.map((other) => `"${other}"`)));
}
