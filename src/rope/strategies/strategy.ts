/** What a strategy is: a way to choose factors, and how a config says them. One file each in this folder. */
import type { PairEvaluator } from "../pair-evaluator.ts";
import type { RopeSpec, StrategyId } from "../spec.ts";
import type { Steps } from "../steps.ts";
import type { NotWritable } from "./not-writable.ts";
import type { ParameterValues, StrategyParameter } from "./parameters.ts";

export interface StrategyContext {
  readonly spec: RopeSpec;
  /** Holds the pretrained frequencies, L and L'. */
  readonly evaluator: PairEvaluator;
  /** Set by hand, in the place of what the strategy computes; absent: nothing. */
  readonly changes?: ParameterValues | undefined;
}

/** Keys of a scaling block in the order in which they are written; rope_theta is not among them. */
export type BlockKeys = readonly (readonly [key: string, value: string | number | boolean | readonly number[]])[];

/** A scaling as a config states it, whatever its dialect. */
export interface WrittenRope {
  /** null: no scaling block; "keep": the file's own stays as it is. */
  readonly block: BlockKeys | "keep" | null;
  readonly theta: number;
  readonly maxPositionEmbeddings: number;
}

export interface Strategy {
  readonly id: StrategyId;
  readonly title: string;
  /** Three or four words for a table. */
  readonly description: string;
  readonly reference: string;
  /** Whether it exists for this RoPE at all (`longrope` needs the file's lists). */
  applies(spec: RopeSpec): boolean;
  /** Why no config can state it for this RoPE; null when one can. */
  notWritable(spec: RopeSpec): NotWritable | null;
  /** What can be set by hand, with the values in force, in the order in which they are written. */
  parameters(context: StrategyContext): readonly StrategyParameter[];
  /** lambda_i, one a pair, relative to the pretrained frequencies; 1 for pairs that do not rotate. */
  factors(context: StrategyContext): Float64Array | Steps<Float64Array>;
  attentionFactor(context: StrategyContext): number;
  write(context: StrategyContext, factors: ArrayLike<number>): WrittenRope;
}

/** The dimension in the exponents of the frequencies: the whole head for Gemma 4's proportional type. */
export function exponentDimension(spec: RopeSpec): number {
  return spec.scaling.type === "proportional" ? spec.headDim : spec.rotaryDim;
}

/** What every pair was divided by in pretraining; a proportional block's factor counts as pretrained. */
export function trainedFactor({ scaling, trainedFactor: factor }: RopeSpec): number {
  return scaling.type === "proportional" ? scaling.factor : factor;
}

/** The block under which the pretrained frequencies are what they are: none, the file's own, or the linear one of pretraining. */
export function pretrainedBlock({ scaling, trainedFactor: factor }: RopeSpec): WrittenRope["block"] {
  if (scaling.type === "proportional") return "keep";
  if (factor === 1) return null;
  if (scaling.type === "linear" && scaling.factor === factor) return "keep";
  return [
    ["rope_type", "linear"],
    ["factor", factor],
  ];
}

/** The factors of a strategy, whether it computes them at once or in steps. */
export function* factorSteps(strategy: Strategy, context: StrategyContext): Steps<Float64Array> {
  const factors = strategy.factors(context);
  return factors instanceof Float64Array ? factors : yield* factors;
}

/** Factors that are 1 for pairs that do not rotate and `of(pair)` for the others. */
export function forEachPair(evaluator: PairEvaluator, of: (pair: number) => number): Float64Array {
  return evaluator.frequencies.map((frequency, pair) => (frequency > 0 ? of(pair) : 1));
}
