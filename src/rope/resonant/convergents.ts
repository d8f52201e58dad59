/** Resonances of a pair: fractions p/q that its turns per position nearly are. */

export interface Fraction {
  readonly p: number;
  readonly q: number;
}

/**
 * Convergents p/q of the continued fraction of `alpha` with q <= most, the whole part (0/1 below one turn) first.
 * @param alpha turns per position, finite and >= 0
 */
export function convergents(alpha: number, most: number): Fraction[] {
  const result: Fraction[] = [];
  // Euclid on (alpha, 1): the remainders of doubles are exact, so the digits are those of the double alpha.
  let [larger, smaller] = [alpha, 1];
  let [pBefore, qBefore, p, q] = [0, 1, 1, 0];
  while (smaller > 0) {
    const remainder = larger % smaller;
    const digit = Math.round((larger - remainder) / smaller);
    [pBefore, qBefore, p, q] = [p, q, digit * p + pBefore, digit * q + qBefore];
    if (q > most || !Number.isSafeInteger(p) || !Number.isSafeInteger(q)) break;
    result.push({ p, q });
    [larger, smaller] = [smaller, remainder];
  }
  return result;
}
