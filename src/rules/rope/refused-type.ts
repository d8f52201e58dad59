/**
 * A scaling type that the model type refuses.
 * Source: transformers 5.24.0, measured: phi3, phimoe and phi4_multimodal take longrope only (ValueError "`rope_parameters`'s type field must
 * be one of ['longrope']"; "yarn" is renamed to longrope and then lacks its lists, "su" raises KeyError, configuration_phi3.py 98-103);
 * ernie4_5_vl_moe_text and recurrent_gemma take default only. Phi-3 in 4.43.4 to 4.57.6: exactly {type, short_factor, long_factor}.
 */
import * as l10n from "@vscode/l10n";
import type { Finding, Rule } from "../rule.ts";
import { isReadBlock, memberPointer } from "../support/blocks.ts";
import { listed, named, quoted } from "../support/wording.ts";

export const refusedType: Rule = {
  code: "rope/refused-type",
  title: "The model type refuses this scaling type",
  severity: "error",
  stage: "structure",
  needs: ["block"],
  check(_snapshot, { facts, inForce, unsound }) {
    const types = facts.rules?.ropeTypes;
    if (types === undefined || types === null || !facts.language) return [];
    return facts.blocks.flatMap((block): Finding[] => {
      const { type, typeKey } = block;
      if (type === null || typeKey === null || types.includes(type) || !isReadBlock(facts, block)) return [];
      const pointer = memberPointer(block, typeKey);
      if (unsound.has(pointer)) return [];
      const verdict = inForce.judge([{ runtime: "transformers", outcome: "raises" }]);
      return [
        {
          pointer,
          // Code in the model's own repository may know it; Phi-3's knew "su".
          severity: facts.native ? verdict.severity : "info",
          runtimes: verdict.runtimes,
          message: l10n.t(
            "{0} takes {1} only: transformers 5.24 raises when it loads a {2} block.",
            named(facts.modelType ?? l10n.t("This type")),
            listed(
              types.map((own) => quoted(own)),
              "or",
            ),
            quoted(type),
          ),
        },
      ];
    });
  },
};
