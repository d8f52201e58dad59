import type { ModelConfig, RopeEntry } from "./model.ts";

/** The RoPE that an extension is about: the first that rotates and sees the whole window, else the first; undefined without any. */
export function mainRope({ ropes }: Pick<ModelConfig, "ropes">): RopeEntry | undefined {
  return ropes.find(({ slidingWindow, noPositions }) => slidingWindow === null && !noPositions) ?? ropes[0];
}
