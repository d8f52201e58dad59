import { readFileSync } from "node:fs";

export interface GoldenStrategy {
  readonly meanDisturbance: number;
  readonly meanLocalShift: number;
  readonly slopeEnergy: number;
  readonly perDimension: number[];
  readonly factors: number[];
  readonly objective?: number;
}

export interface GoldenCase {
  readonly theta: number;
  readonly headDim: number;
  readonly pretrainedLength: number;
  readonly targetLength: number;
  readonly bins: number;
  readonly strategies: Record<string, GoldenStrategy>;
  readonly counts: Record<string, Record<string, number[]>>;
}

/** Disturbances by an independent brute-force program that counts positions in float64. */
export const DISTURBANCE_CASES: GoldenCase[] = JSON.parse(
  readFileSync(new URL("../../fixtures/golden/disturbance.json", import.meta.url), "utf8"),
).cases;
