/** Medians and their spread. */

export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** How many measurements it sums up. */
  readonly count: number;
}

/** @throws RangeError when there is nothing to sum up */
export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const least = sorted[0];
  const most = sorted[sorted.length - 1];
  if (least === undefined || most === undefined) throw new RangeError("no measurement to sum up");
  return { median: median(sorted), least, most, count: sorted.length };
}

/** @throws RangeError when there is no value */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("no measurement to take the median of");
  return (lower + upper) / 2;
}

/** One ratio a round, both sides measured within it: what slows the machine for a while slows both. */
export function ratios(numerators: readonly number[], denominators: readonly number[]): Summary {
  if (numerators.length !== denominators.length) throw new RangeError("both sides need one measurement a round");
  return summarise(numerators.map((value, round) => value / (denominators[round] ?? Number.NaN)));
}
