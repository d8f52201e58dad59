import { longropeAttentionFactor } from "../scaling/longrope.ts";
import type { RopeSpec } from "../spec.ts";
import { forEachPair, type Strategy } from "./strategy.ts";

/** The file's block, where `applies`. */
function ownBlock({ scaling }: RopeSpec) {
  return scaling.type === "longrope" ? scaling : null;
}

/** The lists that the file already has. */
export const longrope: Strategy = {
  id: "longrope",
  title: "longrope",
  description: "the file's own lists",
  reference: "Ding et al., arXiv 2402.13753",
  applies: (spec) => ownBlock(spec) !== null,
  notWritable: () => null,
  parameters: () => [],
  factors: ({ spec, evaluator }) => {
    const list = ownBlock(spec)?.longFactor;
    // The file's lists are totals; factors are relative to the pretrained frequencies.
    return forEachPair(evaluator, (pair) => (list?.[pair] ?? 1) / spec.trainedFactor);
  },
  attentionFactor: ({ spec, evaluator }) => {
    const own = ownBlock(spec);
    const scale = own?.factor ?? evaluator.scale;
    return own?.attentionFactor ?? longropeAttentionFactor(scale, evaluator.pretrainedLength);
  },
  write: ({ spec, evaluator }) => ({
    block: "keep",
    theta: spec.theta,
    maxPositionEmbeddings: evaluator.targetLength,
  }),
};
