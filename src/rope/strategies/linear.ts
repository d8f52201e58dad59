import { forEachPair, readsNoBlock, type Strategy, trainedFactor } from "./strategy.ts";

/** Position interpolation: every pair is divided by s. */
export const linear: Strategy = {
  id: "linear",
  title: "linear",
  description: "position interpolation",
  reference: "Chen et al., arXiv 2306.15595",
  applies: () => true,
  notWritable: readsNoBlock,
  factors: ({ evaluator }) => forEachPair(evaluator, () => evaluator.scale),
  attentionFactor: () => 1,
  write: ({ spec, evaluator }) => ({
    block: [
      ["rope_type", spec.scaling.type === "proportional" ? "proportional" : "linear"],
      ...(spec.scaling.type === "proportional"
        ? ([["partial_rotary_factor", spec.scaling.partialRotaryFactor]] as const)
        : []),
      ["factor", evaluator.scale * trainedFactor(spec)],
    ],
    theta: spec.theta,
    maxPositionEmbeddings: evaluator.targetLength,
  }),
};
