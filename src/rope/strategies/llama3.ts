import { LLAMA3_DEFAULTS, type Llama3Bounds, llama3Frequency } from "../scaling/llama3.ts";
import type { RopeSpec } from "../spec.ts";
import { forEachPair, replacesTrainedBlock, type Strategy } from "./strategy.ts";

/** The file's own bounds when it has llama3, else Llama 3.1's. */
function boundsOf(spec: RopeSpec): Llama3Bounds {
  return spec.scaling.type === "llama3" ? spec.scaling : LLAMA3_DEFAULTS;
}

export const llama3: Strategy = {
  id: "llama3",
  title: "llama3",
  description: "ramp, Llama 3.1",
  reference: "Llama 3.1 (Meta, 2024)",
  applies: () => true,
  notWritable: replacesTrainedBlock,
  factors: ({ spec, evaluator }) => {
    const { scale, pretrainedLength } = evaluator;
    return forEachPair(evaluator, (pair) => {
      const frequency = evaluator.frequency(pair);
      return frequency / llama3Frequency(frequency, scale, pretrainedLength, boundsOf(spec));
    });
  },
  attentionFactor: () => 1,
  write: ({ spec, evaluator }) => {
    const bounds = boundsOf(spec);
    return {
      block: [
        ["rope_type", "llama3"],
        ["factor", evaluator.scale],
        ["original_max_position_embeddings", evaluator.pretrainedLength],
        ["low_freq_factor", bounds.lowFreqFactor],
        ["high_freq_factor", bounds.highFreqFactor],
      ],
      theta: spec.theta,
      maxPositionEmbeddings: evaluator.targetLength,
    };
  },
};
