import { longropeAttentionFactor } from "../scaling/longrope.ts";
import { forEachPair, type Strategy } from "./strategy.ts";

/** The lists that the file already has. */
export const longrope: Strategy = {
  id: "longrope",
  title: "longrope",
  description: "the file's own lists",
  reference: "Ding et al., arXiv 2402.13753",
  applies: (spec) => spec.scaling.type === "longrope",
  notWritable: () => null,
  parameters: () => [],
  factors: ({ spec, evaluator }) => {
    const { scaling } = spec;
    const list = scaling.type === "longrope" ? scaling.longFactor : [];
    // The file's lists are totals; factors are relative to the pretrained frequencies.
    return forEachPair(evaluator, (pair) => (list[pair] ?? 1) / spec.trainedFactor);
  },
  attentionFactor: ({ spec, evaluator }) => {
    const { scaling } = spec;
    if (scaling.type === "longrope" && scaling.attentionFactor !== null) return scaling.attentionFactor;
    const scale = scaling.type === "longrope" && scaling.factor !== null ? scaling.factor : evaluator.scale;
    return longropeAttentionFactor(scale, evaluator.pretrainedLength);
  },
  write: ({ spec, evaluator }) => ({
    block: "keep",
    theta: spec.theta,
    maxPositionEmbeddings: evaluator.targetLength,
  }),
};
