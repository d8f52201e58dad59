/** What `inspect` answers, before it takes a format. */
import type { ModelConfig, RopeEntry } from "../../config/index.ts";
import { frequencies } from "../../rope/index.ts";

/** One RoPE as the newest known transformers computes it. */
export interface InspectedRope {
  readonly entry: RopeEntry;
  readonly ropeType: string;
  /** theta_i in radians per position, one a pair. */
  readonly invFreq: readonly number[];
  readonly attentionFactor: number;
  /** The window that the scaling starts from; null where the type has none. */
  readonly originalMaxPositionEmbeddings: number | null;
}

/** @param sequenceLength tokens; null: a short call (longrope's short list, dynamic unscaled) */
export function inspectRopes(model: ModelConfig, sequenceLength: number | null): InspectedRope[] {
  return model.ropes.map((entry) => {
    const { scaling } = entry.spec;
    const { invFreq, attentionFactor } = frequencies(entry.spec, sequenceLength ?? undefined);
    return {
      entry,
      ropeType: scaling.type,
      invFreq: Array.from(invFreq),
      attentionFactor,
      originalMaxPositionEmbeddings: "originalLength" in scaling ? scaling.originalLength : null,
    };
  });
}
