/**
 * linear beside a multiplied window: three frameworks multiply it once more.
 * Source: vLLM 0.33.0 config/model.py 2603-2634, SGLang 0.5.23 hf_transformers/common.py 668-694 (measured: 16384 becomes 65536);
 * TensorRT-LLM's executor the same (read). Gemma 3 is exempt in vLLM; an original length in the block is what SGLang looks for.
 */
import * as l10n from "@vscode/l10n";
import { ORIGINAL_LENGTH } from "../../config/lengths.ts";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { soundBlocks } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import type { LastingEffects } from "../support/in-force.ts";
import { numberWord } from "../support/wording.ts";

export const countedTwice: Rule = {
  code: "length/counted-twice",
  title: "Some frameworks multiply an extended window by the factor once more",
  severity: "info",
  stage: "meaning",
  needs: ["window", "block", "checkpoint"],
  check: (snapshot, context) => soundBlocks(context, "linear").flatMap((block) => describe(snapshot, context, block)),
};

function describe(snapshot: ConfigSnapshot, { facts, inForce }: RuleContext, block: RopeBlock): Finding[] {
  const window = facts.number("max_position_embeddings") ?? 0;
  const pointer = facts.pointer("max_position_embeddings");
  const factor = numberOf(block.value.factor) ?? 0;
  if (factor <= 1) return [];
  if (/gemma3/.test(facts.modelType ?? "")) return [];
  const known =
    numberOf(block.value[ORIGINAL_LENGTH]) ??
    facts.number(ORIGINAL_LENGTH) ??
    snapshot.model?.checkpoint?.window ??
    null;
  // A window beyond that is not what the factor gives: length/factor-mismatch.
  if (known === null || window < known * factor || window > known * factor * 1.01) return [];
  const effects: LastingEffects = [
    { runtime: "vllm", outcome: "differs" },
    ...(ORIGINAL_LENGTH in block.value ? [] : ([{ runtime: "sglang", outcome: "differs" }] as const)),
    { runtime: "tensorrt-llm", outcome: "differs" },
  ];
  const verdict = inForce.judge(effects);
  return [
    {
      pointer,
      // The frequencies are right; only the window is derived wrongly.
      severity: verdict.severity === "info" ? "info" : "warning",
      runtimes: verdict.runtimes,
      message: l10n.t(
        "{0} multiply {1} by the factor {2} once more and derive a window of {3}: start them with an explicit length of {1}.",
        effects.length === 3 ? l10n.t("vLLM, SGLang and TensorRT-LLM") : l10n.t("vLLM and TensorRT-LLM"),
        numberWord(window),
        numberWord(factor),
        numberWord(window * factor),
      ),
    },
  ];
}
