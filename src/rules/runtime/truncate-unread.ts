/**
 * truncate false in a framework that always rounds the ends of yarn's ramp.
 * Source: transformers knows it since 4.55 (4.55.4 modeling_rope_utils.py 278), vLLM since 0.12.0, SGLang since 0.5.8.post1; mlx-lm, TGI,
 * llama.cpp (ggml.c 4486), TensorRT-LLM, TurboMind and ExLlamaV2 always round.
 */
import * as l10n from "@vscode/l10n";
import { frequencies } from "../../rope/frequencies.ts";
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, ropeOf, soundBlocks } from "../support/blocks.ts";
import { type LastingEffects, runtimeTitle } from "../support/in-force.ts";
import { listed, numberWord } from "../support/wording.ts";

export const truncateUnread: Rule = {
  code: "runtime/truncate-unread",
  title: "A chosen framework always rounds the ends of yarn's ramp",
  severity: "error",
  stage: "meaning",
  check(snapshot, context) {
    // Only told when asked: gpt-oss ships it, and everybody else would read it about frameworks that they do not use.
    if (!context.inForce.chosen) return [];
    const verdict = context.inForce.judge(EFFECTS);
    if (verdict.severity === "info") return [];
    return soundBlocks(context, "yarn").flatMap((block): Finding[] => {
      const spec = ropeOf(snapshot, block)?.spec;
      if (block.value.truncate !== false || spec?.scaling.type !== "yarn") return [];
      const exact = frequencies({ ...spec, scaling: { ...spec.scaling, truncate: false } }).invFreq;
      const rounded = frequencies({ ...spec, scaling: { ...spec.scaling, truncate: true } }).invFreq;
      const ratios = exact.map((frequency, i) => Math.abs(frequency / (rounded[i] ?? frequency) - 1));
      const worst = Math.max(...ratios);
      if (worst < 1e-9) return [];
      const own = verdict.runtimes.filter((name) => name.includes("@"));
      const moved = ratios.filter((ratio) => ratio > 1e-9).length;
      const what = [listed(own.map(runtimeTitle)), moved, ratios.length, numberWord(worst * 100, 2)];
      return [
        {
          pointer: memberPointer(block, "truncate"),
          severity: verdict.severity,
          runtimes: own,
          message:
            own.length === 1
              ? l10n.t(
                  "{0} always rounds the ends of the ramp: {1} of the {2} pairs get another frequency, by up to {3} %.",
                  ...what,
                )
              : l10n.t(
                  "{0} always round the ends of the ramp: {1} of the {2} pairs get another frequency, by up to {3} %.",
                  ...what,
                ),
        },
      ];
    });
  },
};

const EFFECTS: LastingEffects = [
  { runtime: "transformers", before: "4.55.4", outcome: "differs" },
  { runtime: "vllm", before: "0.12.0", outcome: "differs" },
  { runtime: "sglang", before: "0.5.8.post1", outcome: "differs" },
  { runtime: "mlx-lm", outcome: "differs" },
  { runtime: "tgi", outcome: "differs" },
  { runtime: "llama.cpp", outcome: "differs" },
  { runtime: "tensorrt-llm", outcome: "differs" },
  { runtime: "lmdeploy-turbomind", outcome: "differs" },
  { runtime: "exllamav2", outcome: "differs" },
];
