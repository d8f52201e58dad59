/** Qwen 1's dynamic NTK: the base grows in steps, with whole powers of two of the running length over seq_length. */
import { ntkTheta } from "./ntk.ts";

/** alpha = max(2^ceil(log2(n / seqLength) + 1) - 1, 1), put in the place of the scale. */
export function qwenAlpha(sequenceLength: number, seqLength: number): number {
  return Math.max(2 ** Math.ceil(Math.log2(sequenceLength / seqLength) + 1) - 1, 1);
}

export function qwenTheta(theta: number, dimension: number, sequenceLength: number, seqLength: number): number {
  return ntkTheta(theta, qwenAlpha(sequenceLength, seqLength), dimension);
}
