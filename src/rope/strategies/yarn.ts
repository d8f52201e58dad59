import { YARN_DEFAULTS, type YarnRamp, yarnFrequency, yarnScale, yarnShares } from "../scaling/yarn.ts";
import type { RopeSpec } from "../spec.ts";
import { exponentDimension, forEachPair, replacesTrainedBlock, type Strategy, trainedFactor } from "./strategy.ts";

/** The file's own ramp when it has yarn, else the stock one. */
function rampOf(spec: RopeSpec): YarnRamp {
  return spec.scaling.type === "yarn" ? spec.scaling : YARN_DEFAULTS;
}

export const yarn: Strategy = {
  id: "yarn",
  title: "yarn",
  description: "ramp by wavelength",
  reference: "Peng et al., arXiv 2309.00071",
  applies: () => true,
  notWritable: replacesTrainedBlock,
  factors: ({ spec, evaluator }) => {
    const { scale, pretrainedLength } = evaluator;
    // A block that the model was trained with lengthens every wavelength; the ramp counts turns within L.
    const length = pretrainedLength / trainedFactor(spec);
    const dimension = exponentDimension(spec);
    const shares = yarnShares(spec.theta, dimension, length, rampOf(spec), evaluator.frequencies.length);
    return forEachPair(evaluator, (pair) => 1 / yarnFrequency(1, scale, shares[pair] ?? 0));
  },
  attentionFactor: ({ evaluator }) => yarnScale(evaluator.scale),
  write: ({ spec, evaluator }) => {
    const ramp = rampOf(spec);
    return {
      block: [
        ["rope_type", "yarn"],
        ["factor", evaluator.scale],
        ["original_max_position_embeddings", evaluator.pretrainedLength],
        ...(ramp.betaFast === YARN_DEFAULTS.betaFast ? [] : ([["beta_fast", ramp.betaFast]] as const)),
        ...(ramp.betaSlow === YARN_DEFAULTS.betaSlow ? [] : ([["beta_slow", ramp.betaSlow]] as const)),
        ...(ramp.truncate ? [] : ([["truncate", false]] as const)),
      ],
      theta: spec.theta,
      maxPositionEmbeddings: evaluator.targetLength,
    };
  },
};
