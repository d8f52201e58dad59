/** What the two per-pair strategies share: how they are written, and their attention factor. */
import { longropeAttentionFactor } from "../scaling/longrope.ts";
import { LARGEST, parameter, type StrategyParameter } from "./parameters.ts";
import { type StrategyContext, trainedFactor, type WrittenRope } from "./strategy.ts";

/** longrope's own attention factor: frameworks compute it by themselves for a longrope block. */
export function perPairAttentionFactor({ evaluator, changes }: StrategyContext): number {
  return changes?.attention_factor ?? longropeAttentionFactor(evaluator.scale, evaluator.pretrainedLength);
}

/** The lists are the strategy itself; only the attention factor is a choice beside them. */
export function perPairParameters({ evaluator, changes }: StrategyContext): StrategyParameter[] {
  const computed = longropeAttentionFactor(evaluator.scale, evaluator.pretrainedLength);
  return [parameter("attention_factor", computed, changes, { least: 0, above: true, most: LARGEST })];
}

/**
 * The portable longrope block: both lists the same, since frameworks differ in which one they take and when.
 * Lists are totals: they include the factor of a block that the model was trained with.
 */
export function writePerPair(context: StrategyContext, factors: ArrayLike<number>): WrittenRope {
  const { spec, evaluator } = context;
  const trained = trainedFactor(spec);
  const divisors = Array.from(factors, (factor) => factor * trained);
  return {
    block: [
      ["rope_type", "longrope"],
      ["factor", evaluator.scale],
      ["original_max_position_embeddings", evaluator.pretrainedLength],
      ["attention_factor", perPairAttentionFactor(context)],
      ["short_factor", divisors],
      ["long_factor", divisors],
    ],
    theta: spec.theta,
    maxPositionEmbeddings: evaluator.targetLength,
  };
}
