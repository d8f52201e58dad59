/** Integer arithmetic against the definition in integers, position by position. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cumulativeCounts, turnsPerPosition } from "../../../src/rope/angle-counts.ts";
import { asDyadic, exactCountBelow, exactFloorSum } from "../../../src/rope/exact-count.ts";

/** The double as a whole number of 2^-1074. */
function inSmallestUnits(alpha: number): bigint {
  let [units, exponent] = [alpha, 0];
  for (; !Number.isInteger(units); exponent++) units *= 2;
  return BigInt(units) << BigInt(1074 - exponent);
}
const ONE = 1n << 1074n;

function floorSum(alpha: number, n: number): number {
  const slope = inSmallestUnits(alpha);
  let sum = 0n;
  for (let m = 0n; m < n; m++) sum += (m * slope) / ONE;
  return Number(sum);
}

/** For k = 0 .. fine, how many of n positions have turned by less than k / fine. */
function countsBelow(alpha: number, n: number, fine: number): number[] {
  const slope = inSmallestUnits(alpha);
  const bins = new Array<number>(fine + 1).fill(0);
  for (let m = 0n; m < n; m++) {
    // The first boundary that lies above the position.
    const above = Number((((m * slope) % ONE) * BigInt(fine)) / ONE) + 1;
    bins[above] = (bins[above] ?? 0) + 1;
  }
  let below = 0;
  return bins.map((count) => (below += count));
}

/** Turns per position: plain, tiny, fractions with a small denominator, and the doubles beside them. */
const turns = fc.oneof(
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  fc.double({ min: -40, max: 0, noNaN: true }).map((log) => 2 ** log / 2),
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.integer({ min: -2, max: 2 }))
    .map(([q, p, ulps]) => Math.min(1 - 2 ** -53, Math.max(0, ((p % q) / q) * (1 + ulps * 2 ** -53)))),
);
const fines = fc.integer({ min: 1, max: 48 });

/** Several inputs a run, since mutants are tried with few runs (test/mutation). */
const batchOf = <T>(inputs: fc.Arbitrary<T>) => fc.array(inputs, { minLength: 10, maxLength: 10 });

describe("integers", () => {
  it("hold a double without rounding", () => {
    expect(asDyadic(0)).toEqual({ numerator: 0n, shift: 0n });
    expect(asDyadic(5)).toEqual({ numerator: 5n, shift: 0n });
    expect(asDyadic(0.6875)).toEqual({ numerator: 11n, shift: 4n });
    expect(asDyadic(2 ** -1074)).toEqual({ numerator: 1n, shift: 1074n });
  });

  it("sum floors and count positions as the definition does", () => {
    fc.assert(
      fc.property(turns, fc.integer({ min: 0, max: 60 }), fines, (alpha, n, fine) => {
        expect(exactFloorSum(alpha, n)).toBe(floorSum(alpha, n));
        const counts = Array.from({ length: fine + 1 }, (_, k) => exactCountBelow(alpha, n, k, fine));
        expect(counts).toEqual(countsBelow(alpha, n, fine));
      }),
      { numRuns: 200, seed: 3 },
    );
    expect([exactCountBelow(0.3, 9, -1, 4), exactCountBelow(0.3, 9, 5, 4)]).toEqual([0, 9]);
  });
});

describe("the closed form", () => {
  it("counts as the definition does at every boundary", () => {
    fc.assert(
      fc.property(batchOf(fc.tuple(turns, fc.integer({ min: 0, max: 300 }), fines)), (batch) => {
        for (const [alpha, n, fine] of batch) {
          const into = new Float64Array(fine + 2).fill(-1);
          const theta = 2 * Math.PI * alpha;
          cumulativeCounts(theta, n, fine, into);
          const expected = [...countsBelow(turnsPerPosition(theta), n, fine), -1];
          if (expected.some((count, k) => count !== into[k])) {
            expect({ alpha, n, fine, counts: Array.from(into) }).toEqual({ alpha, n, fine, counts: expected });
          }
        }
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  it("counts as integers do where a window is so long, and a drift so small, that a step has a ratio of millions", () => {
    const resonance = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat());
    const drift = fc.double({ min: -40, max: -20, noNaN: true });
    const lengths = fc.constantFrom(2 ** 22 + 1, 2 ** 25, 2 ** 27 - 3, 2 ** 27);
    fc.assert(
      fc.property(batchOf(fc.tuple(resonance, drift, fc.constantFrom(1, -1), lengths, fines)), (batch) => {
        for (const [[q, p], log, sign, n, fine] of batch) {
          const theta = 2 * Math.PI * Math.abs((p % q) / q + sign * 2 ** log);
          const into = new Float64Array(fine + 1);
          cumulativeCounts(theta, n, fine, into);
          const alpha = turnsPerPosition(theta);
          const expected = Array.from(into, (_, k) => exactCountBelow(alpha, n, k, fine));
          if (expected.some((count, k) => count !== into[k])) {
            expect({ theta, n, fine, counts: Array.from(into) }).toEqual({ theta, n, fine, counts: expected });
          }
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it("takes a frequency above a turn for what is left of its last one, and either direction", () => {
    expect(turnsPerPosition(2 * Math.PI * 5.25)).toBe(0.25);
    expect(turnsPerPosition(-Math.PI / 2)).toBe(0.25);
  });

  it("needs room for every boundary", () => {
    expect(() => cumulativeCounts(1, 10, 4, new Float64Array(4))).toThrow(
      "into is a list of 4, but must be of at least 5 numbers",
    );
    expect(() => cumulativeCounts(-1, 10, 4, new Float64Array(5))).toThrow(
      "theta is -1, but must be a finite number of at least 0",
    );
    expect(() => cumulativeCounts(1, 10, 0, new Float64Array(4))).toThrow(/^fine is 0/);
    expect(() => cumulativeCounts(1, 10, 4, new Float64Array(5))).not.toThrow();
  });
});
