/**
 * A block lacks a key that its type needs.
 * Source: transformers 4.43.4 to 5.24.0 raise KeyError "Missing required keys in `rope_parameters` for 'rope_type'='linear': {'factor'}"
 * (measured for every type and key); vLLM 0.33.0 and SGLang 0.5.23 load through transformers and raise the same.
 */
import type { ConfigSnapshot } from "../../config/model.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, isReadBlock, memberPointer, originalLength } from "../support/blocks.ts";
import { floatText, insertMembers } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { blockErrors, stringParam } from "../support/schema-errors.ts";
import { numberWord } from "../support/wording.ts";

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
  return blockErrors(block).flatMap((error) => {
    const key = error.keyword === "required" ? stringParam(error, "missingProperty") : null;
    // A misspelt spelling of it is named already.
    if (key === null || context.unsound.has(memberPointer(block, key))) return [];
    // HunYuan's dynamic is driven by alpha alone.
    if (type === "dynamic" && key === "factor" && typeof block.value.alpha === "number") return [];
    return [
      {
        pointer: block.pointer,
        at: "key",
        severity: verdict?.severity ?? "error",
        runtimes: verdict?.runtimes ?? [],
        message:
          `The ${type} block lacks "${key}": transformers (4.43 to 5.24), and with it vLLM and SGLang, raises KeyError: Missing required ` +
          `keys for 'rope_type'='${block.type ?? type}': {'${key}'}.`,
        fixes: fixesOf(snapshot, context, block, key),
        concerns: [memberPointer(block, key)],
      } satisfies Finding,
    ];
  });
}

/** The factor follows from the two lengths; the frequency limits are the same in every published Llama. */
function fixesOf(snapshot: ConfigSnapshot, { facts }: RuleContext, block: RopeBlock, key: string): Fix[] {
  const insert = (value: number, why: string, preferred: boolean): Fix => ({
    title: `Add "${key}": ${floatText(value)} (${why})`,
    edits: insertMembers(snapshot, block.pointer, { [key]: value }, block.typeKey ?? undefined),
    preferred,
  });
  if (key === "low_freq_factor") return [insert(1, "as in every published Llama", false)];
  if (key === "high_freq_factor") return [insert(4, "as in every published Llama", false)];
  if (key !== "factor") return [];
  const window = facts.number("max_position_embeddings");
  const original = originalLength(facts, block)?.value ?? snapshot.model?.checkpoint?.window ?? null;
  if (window === null || original === null || original <= 0 || window <= original) return [];
  return [insert(window / original, `${numberWord(window)} / ${numberWord(original)}`, blockType(block) !== "dynamic")];
}
