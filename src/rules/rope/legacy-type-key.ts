/**
 * A block spelled with `type` alone.
 * Source: transformers 5.24.0, measured by model type: gemma3_text, gemma3n_text, modernbert, olmo3, step3p5, t5gemma2 and others merge
 * the block into one that has rope_type "default" already and so do not read `type`; transformers 4.57.6 gemma3: KeyError. MLC-LLM's
 * Llama drops a block without rope_type.
 */
import * as l10n from "@vscode/l10n";
import type { Rule } from "../rule.ts";
import { blockType, isReadBlock, memberPointer } from "../support/blocks.ts";
import { renameKey } from "../support/edits.ts";
import { numberWord, quoted } from "../support/wording.ts";

export const legacyTypeKey: Rule = {
  code: "rope/legacy-type-key",
  title: "The model type does not read the older spelling `type`",
  severity: "error",
  stage: "structure",
  check(snapshot, { facts, inForce }) {
    return facts.blocks.flatMap((block) => {
      const type = blockType(block);
      if (block.typeKey !== "type" || type === null || type === "default" || !isReadBlock(facts, block)) return [];
      const ignored = facts.rules !== null && !facts.rules.readsTypeKey && facts.rules.ropeScaling === "read";
      const verdict = ignored
        ? inForce.judge([
            { runtime: "transformers", from: "5.0.0", outcome: "differs" },
            { runtime: "transformers", before: "5.0.0", outcome: "raises" },
          ])
        : null;
      const mlc = inForce.has("mlc-llm") && facts.modelType === "llama";
      if (verdict === null && !mlc) return [];
      const pointer = memberPointer(block, "type");
      const { factor } = block.value;
      return [
        {
          pointer,
          at: "key" as const,
          severity: verdict?.severity ?? ("error" as const),
          runtimes: verdict?.runtimes ?? ["mlc-llm"],
          message:
            verdict === null
              ? l10n.t("MLC-LLM's Llama reads rope_type only and drops this block without a word.")
              : l10n.t(
                  '{0} reads "rope_type" only: transformers 5 runs this {1} block as "default"{2}; transformers 4 raises KeyError.',
                  facts.modelType ?? "",
                  quoted(block.type ?? type),
                  typeof factor === "number" ? l10n.t(", and the factor {0} has no effect", numberWord(factor)) : "",
                ),
          fixes: [
            {
              title: l10n.t("Rename type to rope_type"),
              edits: renameKey(snapshot, pointer, "rope_type"),
              preferred: true,
            },
          ],
        },
      ];
    });
  },
};
