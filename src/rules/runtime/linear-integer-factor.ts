/**
 * linear with an integer factor.
 * Source: measured: vLLM 0.6.6 to 0.33.0 and SGLang 0.4.10 to 0.5.23 raise TypeError "'int' object is not iterable" for "factor": 4; only a
 * float works. transformers 4 warns, 5 accepts it.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { nodeAt } from "../../config/spans.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import { replaceValue } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";

export const linearIntegerFactor: Rule = {
  code: "runtime/linear-integer-factor",
  title: "vLLM and SGLang do not take an integer factor with linear",
  severity: "info",
  stage: "meaning",
  needs: ["block"],
  check: (snapshot, context) => soundBlocks(context, "linear").flatMap((block) => describe(snapshot, context, block)),
};

function describe(snapshot: ConfigSnapshot, { inForce }: RuleContext, block: RopeBlock): Finding[] {
  const pointer = memberPointer(block, "factor");
  const node = nodeAt(snapshot, pointer);
  if (node === undefined) return [];
  const spelling = snapshot.text.slice(node.offset, node.offset + node.length);
  if (!/^-?\d+$/.test(spelling)) return [];
  const verdict = inForce.judge([
    { runtime: "vllm", outcome: "raises" },
    { runtime: "sglang", outcome: "raises" },
  ]);
  return [
    {
      pointer,
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "vLLM and SGLang raise TypeError for an integer factor with linear (\"'int' object is not iterable\"), every known release: write {0}.0.",
        spelling,
      ),
      fixes: [
        {
          title: l10n.t("Write {0}.0", spelling),
          edits: replaceValue(snapshot, pointer, `${spelling}.0`),
          preferred: true,
        },
      ],
    },
  ];
}
