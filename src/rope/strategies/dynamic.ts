import { dynamicScale } from "../scaling/ntk.ts";
import { notInStockBlock } from "./not-writable.ts";
import { LARGEST, parameter } from "./parameters.ts";
import { exponentDimension, forEachPair, type Strategy, type StrategyContext } from "./strategy.ts";

function factorOf({ evaluator, changes }: StrategyContext) {
  return parameter("factor", evaluator.scale, changes, { least: 1, most: LARGEST });
}

/** NTK by running length. Its factors follow the text; the numbers are those at n = L', factor s. */
export const dynamic: Strategy = {
  id: "dynamic",
  title: "dynamic",
  description: "rope_theta by running length",
  reference: "dynamic NTK scaling (emozilla, 2023)",
  applies: () => true,
  notWritable: notInStockBlock,
  parameters: (context) => [factorOf(context)],
  factors: (context) => {
    const { spec, evaluator } = context;
    const dimension = exponentDimension(spec);
    const scale = dynamicScale(factorOf(context).value, evaluator.targetLength, evaluator.pretrainedLength);
    return forEachPair(evaluator, (pair) => (pair === 0 ? 1 : scale ** ((2 * pair) / (dimension - 2))));
  },
  attentionFactor: () => 1,
  write: (context) => ({
    block: [
      ["rope_type", "dynamic"],
      ["factor", factorOf(context).value],
    ],
    theta: context.spec.theta,
    // Scaling begins above this key's value, so it stays the pretrained length.
    maxPositionEmbeddings: context.evaluator.pretrainedLength,
  }),
};
