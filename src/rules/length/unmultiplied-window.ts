/**
 * A scaled RoPE whose window was left at the pretrained length: the layout of Qwen's model cards.
 * Source: measured: yarn with max_position_embeddings = original runs as meant in transformers up to 4.50 and since 4.56, unscaled in 4.51
 * to 4.55; vLLM up to 0.29 derives original * factor, since 0.30 the unmultiplied window, and refuses a larger --max-model-len; SGLang 0.5.23
 * the unmultiplied one. longrope: vLLM and SGLang then never use the long list. ExLlamaV3 1.6.5 runs yarn unscaled.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, originalLength, soundBlocks } from "../support/blocks.ts";
import { replaceValue } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import type { LastingEffects } from "../support/in-force.ts";
import { numberWord } from "../support/wording.ts";

export const unmultipliedWindow: Rule = {
  code: "length/unmultiplied-window",
  title: "The window was left below pretrained length times factor",
  severity: "info",
  stage: "meaning",
  needs: ["window", "block", "checkpoint"],
  check: (snapshot, context) =>
    soundBlocks(context, "yarn", "longrope").flatMap((block) => describe(snapshot, context, block)),
};

/** Up to that many times the pretrained length a window counts as not multiplied; Qwen3 leaves 40960 beside 32768 x 4. */
export const UNMULTIPLIED = 1.5;

function describe(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const { facts, inForce } = context;
  const window = facts.number("max_position_embeddings") ?? 0;
  const factor = numberOf(block.value.factor) ?? 0;
  const original = originalLength(facts, block)?.value ?? snapshot.model?.checkpoint?.window ?? null;
  const pointer = facts.pointer("max_position_embeddings");
  if (factor <= 1 || original === null) return [];
  const extended = original * factor;
  if (window < original || window > original * UNMULTIPLIED || window >= extended) return [];
  const yarn = blockType(block) === "yarn";
  // With two lists it is the long one that goes unused: length/original-not-below-window.
  const { short_factor: short, long_factor: long } = block.value;
  if (!yarn && JSON.stringify(short) !== JSON.stringify(long)) return [];
  const verdict = inForce.judge(effectsOf(yarn, window === original));
  return [
    {
      pointer,
      severity: verdict.severity === "error" ? "warning" : verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        "The file claims {0} tokens beside {1} x{2} of {3}: {4}",
        numberWord(window),
        yarn ? "yarn" : "longrope",
        numberWord(factor),
        numberWord(original),
        yarn
          ? l10n.t(
              "vLLM since 0.30 and SGLang serve {0} tokens and refuse {1}, vLLM up to 0.29 serves {1}{2}.",
              numberWord(window),
              numberWord(extended),
              window === original ? l10n.t(", and transformers 4.51 to 4.55 and ExLlamaV3 run unscaled") : "",
            )
          : l10n.t("vLLM and SGLang serve {0} tokens and refuse more.", numberWord(window)),
      ),
      fixes: [
        {
          title: l10n.t("Set the window to {0}", numberWord(extended)),
          edits: replaceValue(snapshot, pointer, numberWord(extended)),
          preferred: false,
        },
      ],
    },
  ];
}

function effectsOf(yarn: boolean, equal: boolean): LastingEffects {
  return [
    ...(yarn && equal
      ? ([
          { runtime: "transformers", from: "4.51.3", before: "4.56.2", outcome: "differs" },
          { runtime: "exllamav3", outcome: "differs" },
        ] as const)
      : []),
    { runtime: "vllm", ...(yarn ? { from: "0.30.0" } : {}), outcome: "differs" },
    { runtime: "sglang", outcome: "differs" },
  ];
}
