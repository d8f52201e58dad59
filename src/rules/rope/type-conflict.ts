/**
 * `type` and `rope_type` say different things.
 * Source: measured: transformers 4.43.4 to 4.57.6 take `type` in llama, qwen2 and 34 more classes (4.57.6 configuration_llama.py 212),
 * 5.0.0 and 5.24.0 take `rope_type` (modeling_rope_utils.py 825). vLLM 0.33.0 transformers_utils/config.py 609-665: ValueError "Found
 * conflicts"; su with longrope and mrope with default are allowed. SGLang 0.5.23 takes `rope_type`. mlx-lm takes `type`.
 * Where `type` is null or a number beside a rope_type, 4.48.3 and 4.57.6 raise KeyError, 5.0.0 and 5.24.0 run the rope_type (measured).
 * ExLlamaV2 0.3.2 config.py 387: AssertionError whenever both are there.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, JsonValue } from "../../config/model.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isReadBlock, memberPointer, TYPE_ALIASES } from "../support/blocks.ts";
import { removeMember, replaceValue } from "../support/edits.ts";
import { type RopeBlock, stringOf } from "../support/facts.ts";
import type { InForce } from "../support/in-force.ts";
import { quoted } from "../support/wording.ts";

export const typeConflict: Rule = {
  code: "rope/type-conflict",
  title: "type and rope_type say different things",
  severity: "warning",
  stage: "structure",
  check: (snapshot, context) =>
    context.facts.blocks
      .filter((block) => isReadBlock(context.facts, block))
      .filter((block) => ["type", "rope_type"].every((key) => !context.unsound.has(memberPointer(block, key))))
      .flatMap((block) => blockFindings(snapshot, context, block)),
};

function blockFindings(snapshot: ConfigSnapshot, { inForce }: RuleContext, block: RopeBlock): Finding[] {
  const { type: older } = block.value;
  const newer = stringOf(block.value.rope_type);
  if (older === undefined || newer === null) return [];
  if (typeof older !== "string") return [noName(snapshot, inForce, block, older, newer)];
  const same = (TYPE_ALIASES.get(older) ?? older) === (TYPE_ALIASES.get(newer) ?? newer);
  if (same) {
    const verdict = inForce.judge([{ runtime: "exllamav2", outcome: "raises" }]);
    if (!inForce.has("exllamav2")) return [];
    return [
      {
        pointer: memberPointer(block, "type"),
        at: "key",
        severity: verdict.severity,
        runtimes: verdict.runtimes,
        message: l10n.t('ExLlamaV2 stops with an AssertionError when a block has both "type" and "rope_type".'),
        fixes: [
          {
            title: l10n.t("Remove type"),
            edits: removeMember(snapshot, memberPointer(block, "type")),
            preferred: true,
          },
        ],
      },
    ];
  }
  const verdict = inForce.judge([
    { runtime: "transformers", from: "5.0.0", outcome: "ignores" },
    { runtime: "transformers", before: "5.0.0", outcome: "differs" },
    { runtime: "vllm", from: "0.12.0", outcome: "raises" },
    { runtime: "sglang", outcome: "ignores" },
    { runtime: "mlx-lm", outcome: "differs" },
    { runtime: "exllamav2", outcome: "raises" },
  ]);
  return [
    {
      pointer: memberPointer(block, "type"),
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        '"type" is {0} and "rope_type" is {1}: transformers 5 and SGLang run {1}, transformers 4 and mlx-lm run {0}, vLLM raises ValueError.',
        quoted(older),
        quoted(newer),
      ),
      fixes: [keep(snapshot, block, newer, older), keep(snapshot, block, older, newer)],
      concerns: [memberPointer(block, "rope_type")],
    },
  ];
}

/** What is no name of a type counts in no release that reads the other one first. */
function noName(
  snapshot: ConfigSnapshot,
  inForce: InForce,
  block: RopeBlock,
  older: JsonValue,
  newer: string,
): Finding {
  const pointer = memberPointer(block, "type");
  const verdict = inForce.judge([
    { runtime: "transformers", from: "5.0.0", outcome: "ignores" },
    { runtime: "transformers", before: "5.0.0", outcome: "raises" },
    { runtime: "vllm", from: "0.12.0", outcome: "raises" },
    { runtime: "sglang", outcome: "ignores" },
    { runtime: "exllamav2", outcome: "raises" },
  ]);
  return {
    pointer,
    severity: verdict.severity,
    runtimes: verdict.runtimes,
    message: l10n.t(
      '"type" is {0}, which names no type, and "rope_type" is {1}: transformers 5 and SGLang run {1}, transformers 4 raises KeyError, vLLM raises ValueError.',
      quoted(older),
      quoted(newer),
    ),
    fixes: [{ title: l10n.t("Remove type"), edits: removeMember(snapshot, pointer), preferred: true }],
  };
}

function keep(snapshot: ConfigSnapshot, block: RopeBlock, kept: string, other: string): Fix {
  const stays = block.value.rope_type === kept && kept !== other;
  return {
    title: l10n.t("Keep {0} alone", quoted(kept)),
    edits: [
      ...(stays ? [] : replaceValue(snapshot, memberPointer(block, "rope_type"), JSON.stringify(kept))),
      ...removeMember(snapshot, memberPointer(block, "type")),
    ].sort((a, b) => a.offset - b.offset),
    preferred: false,
  };
}
