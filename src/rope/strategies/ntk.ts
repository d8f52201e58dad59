import { ntkTheta } from "../scaling/ntk.ts";
import { LARGEST_THETA, parameter } from "./parameters.ts";
import { exponentDimension, forEachPair, pretrainedBlock, type Strategy, type StrategyContext } from "./strategy.ts";

function thetaOf({ spec, evaluator, changes }: StrategyContext) {
  const computed = ntkTheta(spec.theta, evaluator.scale, exponentDimension(spec));
  return parameter("rope_theta", computed, changes, { least: 1, above: true, most: LARGEST_THETA });
}

/** NTK-aware scaling: a larger rope_theta, so that the slowest pair is divided by s and the fastest stays. */
export const ntk: Strategy = {
  id: "ntk",
  title: "ntk",
  description: "larger rope_theta",
  reference: "NTK-aware scaled RoPE (bloc97, 2023)",
  applies: () => true,
  notWritable: () => null,
  parameters: (context) => [thetaOf(context)],
  factors: ({ spec, evaluator, changes }) => {
    const dimension = exponentDimension(spec);
    const theta = changes?.rope_theta;
    if (theta !== undefined) {
      return forEachPair(evaluator, (pair) => (theta / spec.theta) ** ((2 * pair) / dimension));
    }
    return forEachPair(evaluator, (pair) => (pair === 0 ? 1 : evaluator.scale ** ((2 * pair) / (dimension - 2))));
  },
  attentionFactor: () => 1,
  write: (context) => ({
    block: pretrainedBlock(context.spec),
    theta: thetaOf(context).value,
    maxPositionEmbeddings: context.evaluator.targetLength,
  }),
};
