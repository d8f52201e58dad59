/** When two rotations count as the same. */
import type { Rotation } from "./formulas/common.ts";

/** Relative difference up to which two numbers are the same: the frameworks compute in float32. */
const TOLERANCE = 1e-5;

/** As many pairs, and all frequencies and the factor are alike; infinities are like themselves, NaN is like nothing. */
export function sameRotation(stated: Rotation, computed: Rotation): boolean {
  const { invFreq, attentionFactor } = stated;
  return (
    invFreq.length === computed.invFreq.length &&
    close(attentionFactor, computed.attentionFactor) &&
    invFreq.every((frequency, pair) => close(frequency, computed.invFreq[pair] ?? Number.NaN))
  );
}

function close(stated: number, computed: number): boolean {
  return stated === computed || Math.abs(stated - computed) <= TOLERANCE * Math.abs(stated);
}
