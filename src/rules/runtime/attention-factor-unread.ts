/**
 * An attention factor that a framework does not read.
 * Source: yarn's attention_factor is read by transformers (4.43.4 to 5.24.0), vLLM since 0.30 and lmdeploy; not by vLLM up to 0.29 and SGLang
 * 0.4.10 to 0.5.23 (measured), mlx-lm 0.21.5 to 0.32.2 (measured), TGI 3.3.7, ExLlamaV2 0.3.2, TensorRT-LLM, onnxruntime-genai 0.18.0, nor by
 * llama.cpp for most models.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { longropeAttentionFactor } from "../../rope/scaling/longrope.ts";
import { yarnAttentionFactor } from "../../rope/scaling/yarn.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, memberPointer, originalLength, soundBlocks } from "../support/blocks.ts";
import type { RopeBlock } from "../support/facts.ts";
import type { Effect, LastingEffects } from "../support/in-force.ts";
import { numberWord } from "../support/wording.ts";

export const attentionFactorUnread: Rule = {
  code: "runtime/attention-factor-unread",
  title: "A framework does not read attention_factor",
  severity: "info",
  stage: "meaning",
  needs: ["block", "window"],
  check: (_snapshot: ConfigSnapshot, context) =>
    soundBlocks(context, "yarn", "longrope").flatMap((block) => describe(context, block)),
};

const ALWAYS = [
  { runtime: "sglang", outcome: "ignores" },
  { runtime: "mlx-lm", outcome: "ignores" },
  { runtime: "tgi", outcome: "ignores" },
  { runtime: "exllamav2", outcome: "ignores" },
  { runtime: "tensorrt-llm", outcome: "ignores" },
  { runtime: "onnxruntime-genai", outcome: "ignores" },
  { runtime: "llama.cpp", outcome: "ignores" },
] as const satisfies LastingEffects;

function describe({ facts, inForce }: RuleContext, block: RopeBlock): Finding[] {
  const value = numberOf(block.value.attention_factor) ?? 0;
  const factor = numberOf(block.value.factor) ?? 0;
  if (value <= 0 || factor < 1) return [];
  const yarn = blockType(block) === "yarn";
  const original = originalLength(facts, block)?.value ?? 0;
  if (!yarn && original <= 1) return [];
  const usual = yarn
    ? yarnAttentionFactor(factor, null, numberOf(block.value.mscale), numberOf(block.value.mscale_all_dim))
    : longropeAttentionFactor(factor, original);
  // Written out, but what they compute anyway.
  if (Math.abs(value - usual) < 1e-4) return [];
  const vllm: Effect = yarn
    ? { runtime: "vllm", before: "0.30.0", outcome: "ignores" }
    : { runtime: "vllm", outcome: "ignores" };
  const verdict = inForce.judge([...ALWAYS, vllm]);
  return [
    {
      pointer: memberPointer(block, "attention_factor"),
      severity: verdict.severity,
      runtimes: verdict.runtimes,
      message: yarn
        ? l10n.t(
            "SGLang, mlx-lm, TGI, ExLlamaV2, TensorRT-LLM and vLLM up to 0.29 do not read attention_factor {0}: they compute with {1}.",
            numberWord(value),
            numberWord(usual),
          )
        : l10n.t(
            "vLLM, SGLang, mlx-lm, TGI, ExLlamaV2 and TensorRT-LLM do not read attention_factor {0}: they compute with {1}.",
            numberWord(value),
            numberWord(usual),
          ),
    },
  ];
}
