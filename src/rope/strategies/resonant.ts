import { RESONANT_WEIGHTS, resonantChain } from "../resonant/chain.ts";
import { notInLists } from "./not-writable.ts";
import { perPairAttentionFactor, perPairParameters, writePerPair } from "./per-pair.ts";
import type { Strategy } from "./strategy.ts";

/** A chain of per-pair factors of least disturbance that leaves neighbouring tokens in place. */
export const resonant: Strategy = {
  id: "resonant",
  title: "resonant",
  description: "smooth, drift only",
  reference: "RoPE Lens, docs/method.md",
  applies: () => true,
  notWritable: notInLists,
  parameters: perPairParameters,
  *factors({ evaluator }) {
    return (yield* resonantChain(evaluator, RESONANT_WEIGHTS)).factors;
  },
  attentionFactor: perPairAttentionFactor,
  write: writePerPair,
};
