/**
 * A factor that extends nothing.
 * Source: measured on transformers 4.43.4 to 5.24.0: 0, negative numbers and 0.5 load with the warning "factor field must be a float or int
 * >= 1"; frequencies by the formulas of modeling_rope_utils.py.
 */
import type { Finding, Rule } from "../rule.ts";
import { memberPointer, soundBlocks } from "../support/blocks.ts";
import { finiteOf } from "../support/facts.ts";
import { numberWord } from "../support/wording.ts";

export const factorRange: Rule = {
  code: "rope/factor-range",
  title: "The factor is below 1",
  severity: "warning",
  stage: "meaning",
  check: (_snapshot, context) =>
    soundBlocks(context, "linear", "dynamic", "yarn", "llama3", "longrope").flatMap((block): Finding[] => {
      const factor = finiteOf(block.value.factor);
      if (factor === null || factor >= 1) return [];
      return [
        {
          pointer: memberPointer(block, "factor"),
          message: `The factor is ${numberWord(factor)}, and a scaling extends only from 1 on: ${consequence(factor, block.type)}`,
        },
      ];
    }),
};

function consequence(factor: number, type: string | null): string {
  if (type === "longrope") return "the attention factor becomes 1.";
  if (factor === 0) return "the frequencies are divided by 0 and become infinite, and their cosines are NaN.";
  if (factor < 0) return "frequencies turn backwards or become NaN.";
  const times = numberWord(1 / factor, 3);
  return type === "dynamic"
    ? "beyond the window the base shrinks instead of growing."
    : `scaled pairs turn ${times} times faster, so that the window they were trained on ends after ${numberWord(factor * 100, 3)} % of its tokens.`;
}
