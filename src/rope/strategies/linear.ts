import { noBlockIsRead } from "./not-writable.ts";
import { LARGEST, parameter } from "./parameters.ts";
import { forEachPair, type Strategy, type StrategyContext, trainedFactor } from "./strategy.ts";

/** What the block states: it includes the factor of a block that the model was trained with. */
function factorOf({ spec, evaluator, changes }: StrategyContext) {
  return parameter("factor", evaluator.scale * trainedFactor(spec), changes, {
    least: trainedFactor(spec),
    most: LARGEST,
  });
}

/** Position interpolation: every pair is divided by s. */
export const linear: Strategy = {
  id: "linear",
  title: "linear",
  description: "position interpolation",
  reference: "Chen et al., arXiv 2306.15595",
  applies: () => true,
  notWritable: noBlockIsRead,
  parameters: (context) => [factorOf(context)],
  factors: ({ spec, evaluator, changes }) => {
    const factor = changes?.factor === undefined ? evaluator.scale : changes.factor / trainedFactor(spec);
    return forEachPair(evaluator, () => factor);
  },
  attentionFactor: () => 1,
  write: (context) => {
    const { spec, evaluator } = context;
    return {
      block: [
        ["rope_type", spec.scaling.type === "proportional" ? "proportional" : "linear"],
        ...(spec.scaling.type === "proportional"
          ? ([["partial_rotary_factor", spec.scaling.partialRotaryFactor]] as const)
          : []),
        ["factor", factorOf(context).value],
      ],
      theta: spec.theta,
      maxPositionEmbeddings: evaluator.targetLength,
    };
  },
};
