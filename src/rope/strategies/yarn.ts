import { YARN_DEFAULTS, type YarnRamp, yarnFrequency, yarnScale, yarnShares } from "../scaling/yarn.ts";
import type { RopeSpec } from "../spec.ts";
import { notInStockBlock } from "./not-writable.ts";
import { LARGEST, parameter } from "./parameters.ts";
import { exponentDimension, forEachPair, type Strategy, type StrategyContext, trainedFactor } from "./strategy.ts";

/** The file's own ramp when it has yarn, else the stock one. */
function ownRamp(spec: RopeSpec): YarnRamp {
  return spec.scaling.type === "yarn" ? spec.scaling : YARN_DEFAULTS;
}

/** The ramp in force. */
function rampOf({ spec, changes }: StrategyContext): YarnRamp {
  const own = ownRamp(spec);
  return {
    betaFast: changes?.beta_fast ?? own.betaFast,
    betaSlow: changes?.beta_slow ?? own.betaSlow,
    truncate: own.truncate,
  };
}

function factorOf({ evaluator, changes }: StrategyContext): number {
  return changes?.factor ?? evaluator.scale;
}

export const yarn: Strategy = {
  id: "yarn",
  title: "yarn",
  description: "ramp by wavelength",
  reference: "Peng et al., arXiv 2309.00071",
  // The ramp divides by ln theta.
  applies: (spec) => spec.theta !== 1,
  notWritable: notInStockBlock,
  parameters: (context) => {
    const { spec, evaluator, changes } = context;
    const own = ownRamp(spec);
    const ramp = rampOf(context);
    return [
      parameter("factor", evaluator.scale, changes, { least: 1, most: LARGEST }),
      parameter("beta_fast", own.betaFast, changes, { least: ramp.betaSlow, most: LARGEST }),
      parameter("beta_slow", own.betaSlow, changes, { least: 0, above: true, most: ramp.betaFast }),
      parameter("attention_factor", yarnScale(factorOf(context)), changes, { least: 0, above: true, most: LARGEST }),
    ];
  },
  factors: (context) => {
    const { spec, evaluator } = context;
    const factor = factorOf(context);
    // A block that the model was trained with lengthens every wavelength; the ramp counts turns within L.
    const length = evaluator.pretrainedLength / trainedFactor(spec);
    const dimension = exponentDimension(spec);
    const shares = yarnShares(spec.theta, dimension, length, rampOf(context), evaluator.frequencies.length);
    return forEachPair(evaluator, (pair) => 1 / yarnFrequency(1, factor, shares[pair] ?? 0));
  },
  attentionFactor: (context) => context.changes?.attention_factor ?? yarnScale(factorOf(context)),
  write: (context) => {
    const { spec, evaluator, changes } = context;
    const ramp = rampOf(context);
    return {
      block: [
        ["rope_type", "yarn"],
        ["factor", factorOf(context)],
        ["original_max_position_embeddings", evaluator.pretrainedLength],
        ...(changes?.attention_factor === undefined ? [] : ([["attention_factor", changes.attention_factor]] as const)),
        ...(ramp.betaFast === YARN_DEFAULTS.betaFast ? [] : ([["beta_fast", ramp.betaFast]] as const)),
        ...(ramp.betaSlow === YARN_DEFAULTS.betaSlow ? [] : ([["beta_slow", ramp.betaSlow]] as const)),
        ...(ramp.truncate ? [] : ([["truncate", false]] as const)),
      ],
      theta: spec.theta,
      maxPositionEmbeddings: evaluator.targetLength,
    };
  },
};
