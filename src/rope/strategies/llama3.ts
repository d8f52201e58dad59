import { LLAMA3_DEFAULTS, type Llama3Bounds, llama3Frequency } from "../scaling/llama3.ts";
import type { RopeSpec } from "../spec.ts";
import { notInStockBlock } from "./not-writable.ts";
import { LARGEST, parameter } from "./parameters.ts";
import { forEachPair, type Strategy, type StrategyContext } from "./strategy.ts";

/** The file's own bounds when it has llama3, else Llama 3.1's. */
function ownBounds(spec: RopeSpec): Llama3Bounds {
  return spec.scaling.type === "llama3" ? spec.scaling : LLAMA3_DEFAULTS;
}

/** The bounds in force. */
function boundsOf({ spec, changes }: StrategyContext): Llama3Bounds {
  const own = ownBounds(spec);
  return {
    lowFreqFactor: changes?.low_freq_factor ?? own.lowFreqFactor,
    highFreqFactor: changes?.high_freq_factor ?? own.highFreqFactor,
  };
}

export const llama3: Strategy = {
  id: "llama3",
  title: "llama3",
  description: "ramp, Llama 3.1",
  reference: "Llama 3.1 (Meta, 2024)",
  applies: () => true,
  notWritable: notInStockBlock,
  parameters: (context) => {
    const { spec, evaluator, changes } = context;
    const own = ownBounds(spec);
    const bounds = boundsOf(context);
    return [
      parameter("factor", evaluator.scale, changes, { least: 1, most: LARGEST }),
      parameter("low_freq_factor", own.lowFreqFactor, changes, { least: 0, above: true, most: bounds.highFreqFactor }),
      parameter("high_freq_factor", own.highFreqFactor, changes, { least: bounds.lowFreqFactor, most: LARGEST }),
    ];
  },
  factors: (context) => {
    const { evaluator, changes } = context;
    const factor = changes?.factor ?? evaluator.scale;
    const bounds = boundsOf(context);
    return forEachPair(evaluator, (pair) => {
      const frequency = evaluator.frequency(pair);
      return frequency / llama3Frequency(frequency, factor, evaluator.pretrainedLength, bounds);
    });
  },
  attentionFactor: () => 1,
  write: (context) => {
    const { spec, evaluator, changes } = context;
    const bounds = boundsOf(context);
    return {
      block: [
        ["rope_type", "llama3"],
        ["factor", changes?.factor ?? evaluator.scale],
        ["original_max_position_embeddings", evaluator.pretrainedLength],
        ["low_freq_factor", bounds.lowFreqFactor],
        ["high_freq_factor", bounds.highFreqFactor],
      ],
      theta: spec.theta,
      maxPositionEmbeddings: evaluator.targetLength,
    };
  },
};
