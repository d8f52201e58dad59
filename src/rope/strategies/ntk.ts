import { ntkTheta } from "../scaling/ntk.ts";
import { exponentDimension, forEachPair, pretrainedBlock, type Strategy } from "./strategy.ts";

/** NTK-aware scaling: a larger rope_theta, so that the slowest pair is divided by s and the fastest stays. */
export const ntk: Strategy = {
  id: "ntk",
  title: "ntk",
  description: "larger rope_theta",
  reference: "NTK-aware scaled RoPE (bloc97, 2023)",
  applies: () => true,
  notWritable: () => null,
  factors: ({ spec, evaluator }) => {
    const dimension = exponentDimension(spec);
    return forEachPair(evaluator, (pair) => (pair === 0 ? 1 : evaluator.scale ** ((2 * pair) / (dimension - 2))));
  },
  attentionFactor: () => 1,
  write: ({ spec, evaluator }) => ({
    block: pretrainedBlock(spec),
    theta: ntkTheta(spec.theta, evaluator.scale, exponentDimension(spec)),
    maxPositionEmbeddings: evaluator.targetLength,
  }),
};
