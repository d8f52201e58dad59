/**
 * mscale or mscale_all_dim without the other.
 * Source: transformers 5.24.0 modeling_rope_utils.py, _compute_yarn_parameters: the pair counts when both are set and not 0, else the
 * attention factor is 0.1 ln s + 1 (measured; vLLM 0.33.0 yarn_scaling_rope.py 37-46: the same). mlx-lm 0.32.2 takes a single mscale.
 */
import * as l10n from "@vscode/l10n";
import { numberOf } from "../../config/numbers.ts";
import { yarnAttentionFactor } from "../../rope/scaling/yarn.ts";
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import { numberWord, quoted } from "../support/wording.ts";

export const mscalePair: Rule = {
  code: "rope/mscale-pair",
  title: "mscale and mscale_all_dim count only together",
  severity: "warning",
  stage: "meaning",
  check(_snapshot, context) {
    const mla = "qk_rope_head_dim" in context.facts.object;
    return soundBlocks(context, "yarn").flatMap((block): Finding[] => {
      const pair = ["mscale", "mscale_all_dim"].map((key) => ({ key, value: numberOf(block.value[key]) || null }));
      const alone = pair.find(({ value }) => value !== null);
      const factor = numberOf(block.value.factor) ?? 0;
      if (alone === undefined || pair.every(({ value }) => value !== null)) return [];
      if (factor <= 0 || numberOf(block.value.attention_factor) !== null) return [];
      // 1 and 0, as Mistral writes them, mean what is computed: the numerator alone, with weight 1.
      if (block.value.mscale === 1 && block.value.mscale_all_dim === 0 && !mla) return [];
      const verdict = context.inForce.judge([
        { runtime: "transformers", outcome: "ignores" },
        ...(mla ? [] : ([{ runtime: "vllm", outcome: "ignores" }] as const)),
      ]);
      const other = alone.key === "mscale" ? "mscale_all_dim" : "mscale";
      return [
        {
          // At the one that is written, but counts as absent.
          pointer: memberPointer(block, other in block.value ? other : alone.key),
          severity: verdict.severity,
          runtimes: verdict.runtimes,
          message: l10n.t(
            '{0}"{1}" counts only together with "{2}": {3}, and the attention factor is 0.1 ln {4} + 1 = {5}.',
            other in block.value
              ? l10n.t('"{0}" is {1}, which counts as absent, and ', other, quoted(block.value[other]))
              : "",
            alone.key,
            other,
            mla && alone.key === "mscale_all_dim"
              ? l10n.t("transformers takes it for the scale of the softmax alone")
              : mla
                ? l10n.t("transformers ignores it")
                : l10n.t("transformers and vLLM ignore it"),
            numberWord(factor),
            numberWord(yarnAttentionFactor(factor, null, null, null)),
          ),
        },
      ];
    });
  },
};
