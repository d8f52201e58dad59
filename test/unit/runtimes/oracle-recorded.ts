/** Results of the frameworks' own code that the oracle recorded, thinned out: a few frequencies of each rotation. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Prediction } from "../../../src/runtimes/index.ts";

type Recorded = number | string | null;

export interface ThinRope {
  readonly pairs: number;
  /** [index of the pair, frequency] */
  readonly at: readonly (readonly [number, Recorded])[];
  readonly factor: Recorded;
}

export interface ThinResult {
  readonly releases: readonly string[];
  /** What loading, building or calling the model raises; absent when it loads. */
  readonly exception?: string;
  readonly ropes?: readonly ThinRope[];
  /** Engines: the window when started. */
  readonly derivedMaxLength?: number;
}

export interface OracleCase {
  readonly name: string;
  /** The file's text. */
  readonly text: string;
  readonly seqLen: number | null;
  /** The window that an engine was started with; absent: none was asked for. */
  readonly maxLength?: number;
  readonly results: readonly ThinResult[];
}

export function oracleFixture(framework: string): string {
  return fileURLToPath(new URL(`../../fixtures/frameworks/oracle-${framework}.json`, import.meta.url));
}

/** None where nothing was recorded yet. */
export function oracleCases(framework: string): OracleCase[] {
  const path = oracleFixture(framework);
  if (!existsSync(path)) return [];
  const { cases }: { cases: OracleCase[] } = JSON.parse(readFileSync(path, "utf8"));
  return cases;
}

/** What is wrong with the prediction; null when outcome, exception, frequencies, factor (relative 1e-5) and window agree. */
export function thinDisagreement(recorded: ThinResult, predicted: Prediction): string | null {
  const { exception, ropes = [], derivedMaxLength } = recorded;
  const outcome = predicted.outcome === "raises" ? `raises ${predicted.exception}` : "loads";
  const ran = exception === undefined ? "loads" : `raises ${exception}`;
  if (predicted.outcome === "unknown" || outcome !== ran) {
    return `${ran}, predicted ${predicted.outcome === "unknown" ? "unknown" : outcome} (${predicted.message ?? ""})`;
  }
  if (exception !== undefined) return null;
  if (derivedMaxLength !== undefined && derivedMaxLength !== predicted.derivedMaxLength) {
    return `a window of ${derivedMaxLength}, predicted ${predicted.derivedMaxLength}`;
  }
  const missing = ropes.filter((rope) => !predicted.ropes.some((candidate) => sameRope(rope, candidate)));
  if (missing.length === 0) return null;
  const shown = predicted.ropes.map(({ invFreq, attentionFactor }) =>
    JSON.stringify({
      pairs: invFreq.length,
      first: invFreq.slice(0, 2),
      last: invFreq.at(-1),
      factor: attentionFactor,
    }),
  );
  return `${missing.map((rope) => JSON.stringify(rope)).join(" ")}, predicted ${shown.join(" ")}`;
}

export function sameRope({ pairs, at, factor }: ThinRope, predicted: Prediction["ropes"][number]): boolean {
  return (
    pairs === predicted.invFreq.length &&
    at.every(([index, value]) => close(value, predicted.invFreq[index] ?? Number.NaN)) &&
    close(factor, predicted.attentionFactor)
  );
}

/** null stands for what was not recorded. */
function close(recorded: Recorded, predicted: number): boolean {
  if (recorded === null) return true;
  const number = Number(recorded);
  if (!Number.isFinite(number)) return Object.is(number, predicted);
  return Math.abs(number - predicted) <= 1e-5 * Math.abs(number);
}
