/** What the chosen factors do to the pairs, in one sentence. */
import type { StrategyResult } from "../rope/analysis.ts";
import { factorText } from "./numbers.ts";

/** Relative difference within which a pair counts as kept, or as divided by the whole scale. */
const NEAR = 0.005;

export function factorsSentence(strategy: StrategyResult, scale: number): string {
  const pairs = strategy.factors.length;
  let kept = 0;
  let divided = 0;
  for (const factor of strategy.factors) {
    if (Math.abs(factor - 1) <= NEAR) kept++;
    else if (Math.abs(factor / scale - 1) <= NEAR) divided++;
  }
  const ramped = pairs - kept - divided;
  const parts = [
    kept > 0 ? `keeps ${kept} of ${pairs} pairs as pretrained to within 0.5 %` : "",
    ramped > 0 ? `ramps ${ramped}${kept > 0 ? "" : ` of ${pairs} pairs`}` : "",
    divided > 0 ? `divides ${divided}${kept + ramped > 0 ? "" : ` of ${pairs} pairs`} by ${factorText(scale)}` : "",
  ].filter((part) => part !== "");
  return `${strategy.title} ${parts.join(", ")}.`;
}
