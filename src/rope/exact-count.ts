/**
 * Exact counting of rotary angles in integer arithmetic: the reference for `angle-counts.ts`, and its fallback for the
 * rare boundary that double precision cannot decide.
 */

/** The double `x` (0 <= x < 2^53) as numerator / 2^shift, without rounding. */
export function asDyadic(x: number): { numerator: bigint; shift: bigint } {
  let shift = 0;
  let scaled = x;
  // Scaling by two is exact; a double has at most 1074 binary places.
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift++;
  }
  return { numerator: BigInt(scaled), shift: BigInt(shift) };
}

/**
 * Sum over i in [0, n) of floor((a i + b) / m), for a, b >= 0 and m > 0, in O(log m) steps.
 * Source: the Euclid-like reduction of lattice points below a line (Graham, Knuth, Patashnik, "Concrete Mathematics", 3.5).
 */
function floorSum(n: bigint, m: bigint, a: bigint, b: bigint): bigint {
  let sum = 0n;
  let [count, modulus, slope, offset] = [n, m, a, b];
  while (count > 0n) {
    sum += ((count * (count - 1n)) / 2n) * (slope / modulus) + count * (offset / modulus);
    slope %= modulus;
    offset %= modulus;
    const top = slope * count + offset;
    if (top < modulus) break;
    count = top / modulus;
    offset = top % modulus;
    [modulus, slope] = [slope, modulus];
  }
  return sum;
}

/** Sum over m in [0, n) of floor(m alpha), exactly, for the double alpha in [0, 1) as it is stored. */
export function exactFloorSum(alpha: number, n: number): number {
  const { numerator, shift } = asDyadic(alpha);
  return Number(floorSum(BigInt(n), 1n << shift, numerator, 0n));
}

/**
 * How many m in [0, n) have frac(m alpha) < k / fine, exactly, for the double alpha in [0, 1) as it is stored.
 * @param k 0 to fine
 */
export function exactCountBelow(alpha: number, n: number, k: number, fine: number): number {
  if (k <= 0) return 0;
  if (k >= fine) return n;
  const { numerator, shift } = asDyadic(alpha);
  const [count, parts, boundary] = [BigInt(n), BigInt(fine), BigInt(k)];
  const modulus = parts << shift;
  const slope = numerator * parts;
  // floor(m alpha) - floor(m alpha - x), with x = k/fine; 1 is added to the second argument to keep it positive.
  const whole = floorSum(count, modulus, slope, 0n);
  const shifted = floorSum(count, modulus, slope, (parts - boundary) << shift);
  return Number(whole - shifted + count);
}
