import { dynamicScale } from "../scaling/ntk.ts";
import { exponentDimension, forEachPair, replacesTrainedBlock, type Strategy } from "./strategy.ts";

/** NTK by running length. Its factors follow the text; the numbers are those at n = L', factor s. */
export const dynamic: Strategy = {
  id: "dynamic",
  title: "dynamic",
  description: "rope_theta by running length",
  reference: "dynamic NTK scaling (emozilla, 2023)",
  applies: () => true,
  notWritable: replacesTrainedBlock,
  factors: ({ spec, evaluator }) => {
    const dimension = exponentDimension(spec);
    const scale = dynamicScale(evaluator.scale, evaluator.targetLength, evaluator.pretrainedLength);
    return forEachPair(evaluator, (pair) => (pair === 0 ? 1 : scale ** ((2 * pair) / (dimension - 2))));
  },
  attentionFactor: () => 1,
  write: ({ spec, evaluator }) => ({
    block: [
      ["rope_type", "dynamic"],
      ["factor", evaluator.scale],
    ],
    theta: spec.theta,
    // Scaling begins above this key's value, so it stays the pretrained length.
    maxPositionEmbeddings: evaluator.pretrainedLength,
  }),
};
