/**
 * attn_factor, GGUF's name, in a config.json.
 * Source: transformers 4.43.4 to 5.24.0: unrecognized key, the attention factor stays 0.1 ln s + 1 (measured). vLLM up to 0.29 and SGLang
 * 0.5.23 (yarn.py 122-131) multiply 0.1 ln s + 1 by it and do not read attention_factor; vLLM since 0.30 the reverse (measured).
 * DeepSeek-R1-0528-Qwen3-8B shipped it.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { numberOf } from "../../config/numbers.ts";
import { yarnAttentionFactor } from "../../rope/scaling/yarn.ts";
import type { Fix } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import { insertMembers, removeMember, sorted } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const attnFactor: Rule = {
  code: "rope/attn-factor",
  title: "attn_factor is GGUF's name; transformers reads attention_factor",
  severity: "warning",
  stage: "meaning",
  check: (snapshot, context) => soundBlocks(context, "yarn").flatMap((block) => describe(snapshot, context, block)),
};

function describe(snapshot: ConfigSnapshot, { inForce }: RuleContext, block: RopeBlock): Finding[] {
  const value = numberOf(block.value.attn_factor);
  const factor = numberOf(block.value.factor) ?? 0;
  if (value === null || factor <= 0) return [];
  const verdict = inForce.judge([
    { runtime: "transformers", outcome: "ignores" },
    { runtime: "vllm", from: "0.30.0", outcome: "ignores" },
  ]);
  const own = yarnAttentionFactor(
    factor,
    numberOf(block.value.attention_factor),
    numberOf(block.value.mscale),
    numberOf(block.value.mscale_all_dim),
  );
  const product = yarnAttentionFactor(factor, null, null, null) * value;
  const pointer = memberPointer(block, "attn_factor");
  return [
    {
      pointer,
      at: "key",
      // 1 multiplies nothing.
      severity: Math.abs(product - own) < 1e-9 ? "info" : verdict.severity,
      runtimes: verdict.runtimes,
      message: l10n.t(
        'transformers and vLLM since 0.30 ignore "attn_factor": the attention factor stays {0}. vLLM up to 0.29 and SGLang multiply with it and come to {1}.',
        numberWord(own),
        numberWord(product),
      ),
      fixes: "attention_factor" in block.value ? [] : fixesOf(snapshot, block, pointer, value, product),
    },
  ];
}

/** GGUF multiplies; some files hold the final factor. Which one is meant, the author knows. */
function fixesOf(snapshot: ConfigSnapshot, block: RopeBlock, pointer: string, value: number, product: number): Fix[] {
  const final = (factor: number, title: string): Fix => ({
    title: l10n.t('{0} "attention_factor": {1}', title, numberWord(factor)),
    edits: sorted(
      insertMembers(snapshot, block.pointer, { attention_factor: factor }, "factor"),
      removeMember(snapshot, pointer),
    ),
    preferred: false,
  });
  const products = final(product, l10n.t("As a multiplier:"));
  return product === value ? [products] : [products, final(value, l10n.t("As the final factor:"))];
}
