/**
 * dynamic beside a multiplied window.
 * Source: transformers scales dynamic only beyond max_position_embeddings (5.24.0 modeling_rope_utils.py 83-118; measured at 16384: plain
 * frequencies), so beside the extended window nothing is scaled within it. vLLM and SGLang multiply that window once more (measured: 65536).
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { originalLength, soundBlocks } from "../support/blocks.ts";
import { replaceValue } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { lengthSourceWords } from "../support/lengths.ts";
import { numberWord } from "../support/wording.ts";

export const dynamicMultiplied: Rule = {
  code: "length/dynamic-multiplied",
  title: "dynamic scaling beside a window that is extended already",
  severity: "warning",
  stage: "meaning",
  needs: ["window", "block", "checkpoint"],
  check: (snapshot, context) => soundBlocks(context, "dynamic").flatMap((block) => describe(snapshot, context, block)),
};

function describe(snapshot: ConfigSnapshot, { facts }: RuleContext, block: RopeBlock): Finding[] {
  const window = facts.number("max_position_embeddings") ?? 0;
  const pointer = facts.pointer("max_position_embeddings");
  const factor = numberOf(block.value.factor);
  const stated = originalLength(facts, block)?.value ?? null;
  const checkpoint = snapshot.model?.checkpoint ?? null;
  const pretrained = stated ?? checkpoint?.window ?? null;
  if (pretrained === null || window <= pretrained) return [];
  const source =
    stated === null && checkpoint !== null
      ? lengthSourceWords({ kind: "checkpoint", checkpoint: checkpoint.name })
      : "original_max_position_embeddings";
  return [
    {
      pointer,
      message: l10n.t(
        "dynamic starts to scale beyond max_position_embeddings: with {0} here instead of the pretrained {1} ({2}), inputs up to {0} tokens run unscaled{3}",
        numberWord(window),
        numberWord(pretrained),
        source,
        factor === null
          ? l10n.t(".")
          : l10n.t(", and vLLM and SGLang derive a window of {0}.", numberWord(window * factor)),
      ),
      fixes: [
        {
          title: l10n.t("Set the window back to {0}", numberWord(pretrained)),
          edits: replaceValue(snapshot, pointer, numberWord(pretrained)),
          preferred: true,
        },
      ],
    },
  ];
}
