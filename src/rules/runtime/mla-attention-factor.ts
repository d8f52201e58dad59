/**
 * attention_factor in an MLA model.
 * Source: vLLM since 0.30 takes attention_factor 1.0 in a DeepSeek block as "no change of the softmax" (type deepseek_llama_scaling): measured
 * 1.0 instead of 1.874 for factor 40. SGLang 0.5.23 and transformers 5.24.0 keep (0.1 mscale_all_dim ln s + 1) squared.
 */
import * as l10n from "@vscode/l10n";
import { numberOf } from "../../config/numbers.ts";
import { yarnScale } from "../../rope/scaling/yarn.ts";
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import { removeMember } from "../support/edits.ts";
import { numberWord } from "../support/wording.ts";

export const mlaAttentionFactor: Rule = {
  code: "runtime/mla-attention-factor",
  title: "attention_factor 1 switches off the softmax scale of an MLA model in vLLM",
  severity: "info",
  stage: "meaning",
  needs: ["block"],
  check(snapshot, context) {
    const { facts, inForce } = context;
    if (!("qk_rope_head_dim" in facts.object)) return [];
    return soundBlocks(context, "yarn").flatMap((block): Finding[] => {
      const factor = numberOf(block.value.factor) ?? 0;
      const allDim = numberOf(block.value.mscale_all_dim) ?? 0;
      if (numberOf(block.value.attention_factor) !== 1 || factor <= 1 || allDim === 0) return [];
      const verdict = inForce.judge([{ runtime: "vllm", from: "0.30.0", outcome: "differs" }]);
      const pointer = memberPointer(block, "attention_factor");
      return [
        {
          pointer,
          severity: verdict.severity,
          runtimes: verdict.runtimes,
          message: l10n.t(
            'vLLM since 0.30 takes attention_factor 1 as "leave the softmax alone": its scale loses the factor {0} that transformers and SGLang apply.',
            numberWord(yarnScale(factor, allDim) ** 2),
          ),
          fixes: [
            { title: l10n.t("Remove attention_factor"), edits: removeMember(snapshot, pointer), preferred: false },
          ],
        },
      ];
    });
  },
};
