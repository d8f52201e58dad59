import { forEachPair, pretrainedBlock, type Strategy } from "./strategy.ts";

/** The window is claimed and nothing else changes: every pair extrapolates. */
export const none: Strategy = {
  id: "none",
  title: "none",
  description: "as pretrained",
  reference: "extrapolation",
  applies: () => true,
  notWritable: () => null,
  parameters: () => [],
  factors: ({ evaluator }) => forEachPair(evaluator, () => 1),
  attentionFactor: () => 1,
  write: ({ spec, evaluator }) => ({
    block: pretrainedBlock(spec),
    theta: spec.theta,
    maxPositionEmbeddings: evaluator.targetLength,
  }),
};
