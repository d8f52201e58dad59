/**
 * A block with scaling keys, but without rope_type.
 * Source: transformers 4.43.4 to 4.57.6 raise KeyError 'type'; 5.24.0 runs the type default and warns "Unrecognized keys" (measured).
 * vLLM 0.33.0 runs unscaled, and multiplies the window with the factor all the same (measured).
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import type { Fix } from "../diagnostic.ts";
import { type BlockType, blockKeysOf } from "../key-documentation.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isReadBlock, memberPointer } from "../support/blocks.ts";
import { insertMembers, replaceValue } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { listed } from "../support/wording.ts";

export const missingType: Rule = {
  code: "rope/missing-type",
  title: "A RoPE block does not name its type",
  severity: "error",
  stage: "structure",
  check: (snapshot, context) =>
    context.facts.blocks
      .filter((block) => isReadBlock(context.facts, block))
      .flatMap((block) => blockFindings(snapshot, context, block)),
};

/** Keys that mean a scaling. */
const SCALING_KEYS = [
  "factor",
  "short_factor",
  "long_factor",
  "low_freq_factor",
  "high_freq_factor",
  "beta_fast",
  "beta_slow",
];

function blockFindings(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  if (block.typeKey !== null || ["rope_type", "type"].some((key) => context.unsound.has(memberPointer(block, key))))
    return [];
  const keys = Object.keys(block.value);
  if (keys.length === 0 && block.key === "rope_parameters") return [];
  const scaling = keys.filter((key) => SCALING_KEYS.includes(key));
  if (keys.length > 0 && scaling.length === 0) return [];
  const older = { runtime: "transformers", before: "5.0.0", outcome: "raises" } as const;
  const verdict = context.inForce.judge(
    keys.length === 0
      ? [older, { runtime: "transformers", from: "5.0.0", outcome: "ignores" }]
      : [
          older,
          { runtime: "transformers", from: "5.0.0", outcome: "differs" },
          { runtime: "vllm", outcome: "differs" },
        ],
  );
  const what = listed(scaling.map((key) => `"${key}"`));
  return [
    {
      pointer: block.pointer,
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message:
        keys.length === 0
          ? l10n.t(
              "The block is empty: transformers 4 raises KeyError 'type', and transformers 5 takes it as absent, so nothing is scaled. Write null for no scaling.",
            )
          : l10n.t(
              'The block names no "rope_type": transformers 5 runs it as "default" and ignores {0}, so nothing is scaled; transformers 4 raises KeyError \'type\'.',
              what,
            ),
      fixes:
        keys.length === 0
          ? [{ title: l10n.t("Write null"), edits: replaceValue(snapshot, block.pointer, "null"), preferred: false }]
          : guesses(keys).map((type, _, all) => insertType(snapshot, block, type, all.length === 1)),
    },
  ];
}

/** The types whose schema has all of the block's keys and whose required keys are there. */
function guesses(keys: readonly string[]): readonly BlockType[] {
  const candidates: readonly BlockType[] = ["longrope", "llama3", "yarn", "linear", "dynamic"];
  return candidates.filter((type) => {
    const { keys: own, required } = blockKeysOf(type);
    return keys.every((key) => own.includes(key)) && required.every((key) => keys.includes(key));
  });
}

function insertType(snapshot: ConfigSnapshot, block: RopeBlock, type: BlockType, only: boolean): Fix {
  return {
    title: l10n.t('Add "rope_type": "{0}"', type),
    edits: insertMembers(snapshot, block.pointer, { rope_type: type }),
    preferred: only,
  };
}
