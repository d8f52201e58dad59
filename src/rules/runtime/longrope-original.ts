/**
 * Where a longrope file says its pretrained length, and who looks there.
 * Source: TGI 3.3.7 (AttributeError) and ExLlamaV2 0.3.2 (AssertionError) want it at top level; transformers 4.43.4 to 4.57.6 read it there
 * only and else switch lists at max_position_embeddings (4.57.6 modeling_rope_utils.py 430-434, measured). vLLM since 0.11.1 starts with the
 * top-level one as the window unless --max-model-len is given (config/model.py 2645-2650, measured).
 */
import * as l10n from "@vscode/l10n";
import { ORIGINAL_LENGTH } from "../../config/lengths.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import { insertMembers } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const longropeOriginal: Rule = {
  code: "runtime/longrope-original",
  title: "A chosen framework looks elsewhere for longrope's pretrained length",
  severity: "error",
  stage: "meaning",
  check: (snapshot, context) =>
    context.inForce.chosen
      ? soundBlocks(context, "longrope").flatMap((block) => describe(snapshot, context, block))
      : [],
};

function describe(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const { facts } = context;
  const beside = numberOf(facts.object[ORIGINAL_LENGTH]);
  const inside = numberOf(block.value[ORIGINAL_LENGTH]);
  if (beside !== null) return startsShort(context, beside);
  if (inside === null) return [];
  // Phi-3.5-MoE has a class of its own in transformers 4, which reads it here.
  const differ =
    facts.modelType !== "phimoe" &&
    JSON.stringify(block.value.short_factor) !== JSON.stringify(block.value.long_factor);
  const verdict = context.inForce.judge([
    { runtime: "tgi", outcome: "raises" },
    { runtime: "exllamav2", outcome: "raises" },
    ...(differ ? ([{ runtime: "transformers", before: "5.0.0", outcome: "differs" }] as const) : []),
  ]);
  if (verdict.severity === "info") return [];
  const window = facts.number("max_position_embeddings");
  return [
    {
      pointer: memberPointer(block, ORIGINAL_LENGTH),
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        'TGI and ExLlamaV2 stop unless "{0}" stands beside the block; transformers 4 does not read it inside the block{1}',
        ORIGINAL_LENGTH,
        differ && window !== null
          ? l10n.t(
              " and changes to the long list at {0} tokens instead of {1}.",
              numberWord(window),
              numberWord(inside),
            )
          : l10n.t("."),
      ),
      fixes: [
        {
          title: l10n.t('Add "{0}": {1} beside the block', ORIGINAL_LENGTH, numberWord(inside)),
          edits: insertMembers(snapshot, facts.path, { [ORIGINAL_LENGTH]: inside }, "max_position_embeddings"),
          preferred: false,
        },
      ],
    },
  ];
}

function startsShort({ facts, inForce }: RuleContext, original: number): Finding[] {
  const window = facts.number("max_position_embeddings");
  const verdict = inForce.judge([{ runtime: "vllm", from: "0.11.1", outcome: "differs" }]);
  if (window === null || window <= original || verdict.severity === "info") return [];
  return [
    {
      pointer: facts.pointer(ORIGINAL_LENGTH),
      severity: "warning",
      runtimes: verdict.runtimes,
      message: l10n.t(
        "vLLM since 0.11.1 starts with this {0} as the window and the short list: start it with --max-model-len {1} for the long one.",
        numberWord(original),
        numberWord(window),
      ),
    },
  ];
}
