/**
 * A RoPE block in a model type that has no RoPE.
 * Source: transformers 5.24.0, default configs of 399 model types built without a rotary module (measured); such types keep the key and never
 * read it.
 */
import * as l10n from "@vscode/l10n";
import { isWithoutRope } from "../../config/model-types.ts";
import type { Rule } from "../rule.ts";
import { blockType } from "../support/blocks.ts";
import { removeMember } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { named } from "../support/wording.ts";

/** default and axial stand in the blocks of vision models that do rotate. */
function isScaling(block: RopeBlock): boolean {
  const type = blockType(block);
  return type !== null && type !== "default" && type !== "proportional";
}

export const scalingWithoutRope: Rule = {
  code: "rope/scaling-without-rope",
  title: "A RoPE block in a model type that has no RoPE",
  severity: "warning",
  stage: "meaning",
  check(snapshot, { facts, inForce }) {
    const { modelType } = facts;
    if (modelType === null || !facts.native || !isWithoutRope(modelType) || snapshot.model?.hasRope === true) return [];
    return ["rope_scaling", "rope_parameters"]
      .filter((key) => facts.blocks.some((block) => block.key === key && isScaling(block)))
      .map((key) => {
        const verdict = inForce.judge([{ runtime: "transformers", outcome: "ignores" }]);
        const pointer = facts.pointer(key);
        return {
          pointer,
          at: "key" as const,
          severity: verdict.severity,
          runtimes: verdict.runtimes,
          message: l10n.t("{0} has no rotary position embedding: {1} has no effect on it.", named(modelType), key),
          fixes: [{ title: l10n.t("Remove {0}", key), edits: removeMember(snapshot, pointer), preferred: false }],
        };
      });
  },
};
