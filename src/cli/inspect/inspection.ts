/** What `inspect` answers, before it takes a format. */
import { chosenRuntimes } from "../../advice/index.ts";
import type { ConfigSnapshot, RopeEntry } from "../../config/index.ts";
import { frequencies } from "../../rope/index.ts";
import { type Prediction, predict, RUNTIMES, type TrainingEffect, trainingEffects } from "../../runtimes/index.ts";

export interface Inspection {
  readonly ropes: readonly InspectedRope[];
  /** What each framework really does. */
  readonly runtimes: readonly Prediction[];
  /** What training tools do with it. */
  readonly training: readonly TrainingEffect[];
  /** The length asked for, tokens; null: none. */
  readonly sequenceLength: number | null;
}

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

/**
 * @param sequenceLength tokens; null: a short call (longrope's short list, dynamic unscaled)
 * @param runtimes "vllm" or "vllm@0.30.0"; empty: every framework in its newest known release
 */
export function inspection(
  snapshot: ConfigSnapshot,
  sequenceLength: number | null,
  runtimes: readonly string[],
): Inspection {
  const choices = runtimes.length > 0 ? chosenRuntimes(runtimes) : RUNTIMES;
  return {
    ropes: (snapshot.model?.ropes ?? []).map((entry) => inspectRope(entry, sequenceLength)),
    runtimes: choices.map((choice) => {
      const release = "release" in choice ? (choice.requestedRelease ?? choice.release) : undefined;
      return predict(snapshot, { runtime: choice.name, release, seqLen: sequenceLength });
    }),
    training: trainingEffects(snapshot, sequenceLength),
    sequenceLength,
  };
}

function inspectRope(entry: RopeEntry, sequenceLength: number | null): InspectedRope {
  const { scaling } = entry.spec;
  const { invFreq, attentionFactor } = frequencies(entry.spec, sequenceLength ?? undefined);
  return {
    entry,
    ropeType: scaling.type,
    invFreq: Array.from(invFreq),
    attentionFactor,
    originalMaxPositionEmbeddings: "originalLength" in scaling ? scaling.originalLength : null,
  };
}

/** The release that a prediction is about: the one asked for, where nothing is known of it. */
export function releaseOf({ outcome, release, requestedRelease }: Prediction): string {
  return outcome === "unknown" ? (requestedRelease ?? release) : release;
}
