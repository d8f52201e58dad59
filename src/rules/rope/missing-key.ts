/**
 * A block lacks a key that its type needs.
 * Source: transformers 4.43.4 to 5.24.0 raise KeyError "Missing required keys in `rope_parameters` for 'rope_type'='linear': {'factor'}"
 * (measured for every type and key); vLLM 0.33.0 and SGLang 0.5.23 load through transformers and raise the same.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, JsonObject } from "../../config/model.ts";
import { floatText } from "../../edits/index.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, isReadBlock, memberPointer, originalLength } from "../support/blocks.ts";
import { insertMembers } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { blockErrors, stringParam } from "../support/schema-errors.ts";
import { listed, numberWord } from "../support/wording.ts";

export const missingKey: Rule = {
  code: "rope/missing-key",
  title: "A RoPE block lacks a key that its type needs",
  severity: "error",
  stage: "structure",
  check: (snapshot, context) => context.facts.blocks.flatMap((block) => blockFindings(snapshot, context, block)),
};

function blockFindings(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const type = blockType(block);
  if (!isReadBlock(context.facts, block)) return [];
  // Under another type it would need other keys.
  if (block.typeKey !== null && context.unsound.has(memberPointer(block, block.typeKey))) return [];
  const verdict = context.inForce.judge([
    { runtime: "transformers", outcome: "raises" },
    { runtime: "vllm", outcome: "raises" },
    { runtime: "sglang", outcome: "raises" },
  ]);
  const missing = blockErrors(block).flatMap((error) => {
    const key = stringParam(error, "missingProperty");
    // A misspelt spelling of it is named already.
    if (key === null || context.unsound.has(memberPointer(block, key))) return [];
    // HunYuan's dynamic is driven by alpha alone.
    return type === "dynamic" && key === "factor" && typeof block.value.alpha === "number" ? [] : [key];
  });
  const [only, ...others] = missing;
  if (only === undefined) return [];
  return [
    {
      pointer: block.pointer,
      at: "key",
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "The {0} block lacks {1}: transformers (4.43 to 5.24), and with it vLLM and SGLang, raises KeyError: Missing required keys for 'rope_type'='{2}': {3}.",
        type ?? "",
        listed(missing.map((key) => `"${key}"`)),
        block.type ?? type ?? "",
        `{${missing.map((key) => `'${key}'`).join(", ")}}`,
      ),
      fixes: others.length === 0 ? fixesOf(snapshot, context, block, only) : limitsFix(snapshot, block, missing),
      concerns: missing.map((key) => memberPointer(block, key)),
    },
  ];
}

/** Both frequency limits, as in every published Llama; nothing else can be guessed together. */
function limitsFix(snapshot: ConfigSnapshot, block: RopeBlock, missing: readonly string[]): Fix[] {
  const limits: JsonObject = { low_freq_factor: 1, high_freq_factor: 4 };
  if (missing.length !== 2 || !missing.every((key) => key in limits)) return [];
  return [
    {
      title: l10n.t("Add low_freq_factor 1.0 and high_freq_factor 4.0 (as in every published Llama)"),
      edits: insertMembers(snapshot, block.pointer, limits, "factor"),
      preferred: false,
    },
  ];
}

/** The factor follows from the two lengths; the frequency limits are the same in every published Llama. */
function fixesOf(snapshot: ConfigSnapshot, { facts }: RuleContext, block: RopeBlock, key: string): Fix[] {
  const insert = (value: number, why: string, preferred: boolean): Fix => ({
    title: l10n.t('Add "{0}": {1} ({2})', key, floatText(value), why),
    edits: insertMembers(snapshot, block.pointer, { [key]: value }, block.typeKey ?? undefined),
    preferred,
  });
  if (key === "low_freq_factor") return [insert(1, l10n.t("as in every published Llama"), false)];
  if (key === "high_freq_factor") return [insert(4, l10n.t("as in every published Llama"), false)];
  if (key !== "factor") return [];
  const window = facts.number("max_position_embeddings");
  const original = originalLength(facts, block)?.value ?? snapshot.model?.checkpoint?.window ?? null;
  if (window === null || original === null || original <= 0 || window <= original) return [];
  return [insert(window / original, `${numberWord(window)} / ${numberWord(original)}`, blockType(block) !== "dynamic")];
}
