import type { PairEvaluator } from "../pair-evaluator.ts";
import { notInLists } from "./not-writable.ts";
import { perPairAttentionFactor, perPairParameters, writePerPair } from "./per-pair.ts";
import { forEachPair, type Strategy } from "./strategy.ts";

/**
 * The paper's rule: for each pair, of the candidates the factor that disturbs it least.
 * @param candidates factors of each candidate strategy, one entry a pair; the earlier one wins a tie
 */
export function leastDisturbing(evaluator: PairEvaluator, candidates: readonly ArrayLike<number>[]): Float64Array {
  return forEachPair(evaluator, (pair) => {
    let chosen = 1;
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
      const factor = candidate[pair] ?? 1;
      const value = evaluator.disturbance(pair, factor);
      if (value < least) {
        least = value;
        chosen = factor;
      }
    }
    return chosen;
  });
}

/** Extrapolate or interpolate each pair, whichever disturbs it less. */
export const distributional: Strategy = {
  id: "distributional",
  title: "distributional",
  description: "Wu et al. 2024",
  reference: "Wu et al., EMNLP 2024, arXiv 2410.01490",
  applies: () => true,
  notWritable: notInLists,
  parameters: perPairParameters,
  factors: ({ evaluator }) =>
    leastDisturbing(evaluator, [forEachPair(evaluator, () => 1), forEachPair(evaluator, () => evaluator.scale)]),
  attentionFactor: perPairAttentionFactor,
  write: writePerPair,
};
