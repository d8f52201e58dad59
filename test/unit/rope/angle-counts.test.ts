import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { angleCounts, cumulativeCounts, turnsPerPosition } from "../../../src/rope/angle-counts.ts";
import { exactCountBelow } from "../../../src/rope/exact-count.ts";
import { DISTURBANCE_CASES } from "./golden.ts";

const TWO_PI = 2 * Math.PI;

/** The definition, position by position. `close` marks boundaries that some product meets within rounding. */
function byCounting(theta: number, n: number, bins: number): { counts: Float64Array; close: Uint8Array } {
  const counts = new Float64Array(bins);
  const close = new Uint8Array(bins + 1);
  const tolerance = bins * n * 2 ** -52;
  for (let m = 0; m < n; m++) {
    const place = (bins * ((m * theta) % TWO_PI)) / TWO_PI;
    const bin = Math.min(bins - 1, Math.floor(place));
    counts[bin] = (counts[bin] ?? 0) + 1;
    const boundary = Math.round(place);
    if (m > 0 && Math.abs(place - boundary) < tolerance) close[boundary] = 1;
  }
  return { counts, close };
}

/** Equal, but a count may move by one for each boundary of the bin that a product meets within rounding. */
function expectSameCounts(theta: number, n: number, bins: number): void {
  const { counts, close } = byCounting(theta, n, bins);
  const actual = angleCounts(theta, n, bins);
  let total = 0;
  for (let k = 0; k < bins; k++) {
    const next = k + 1 === bins ? 0 : k + 1;
    const allowed = (close[k] ?? 0) + (close[k + 1] ?? 0) + (close[next] ?? 0);
    const difference = Math.abs((actual[k] ?? 0) - (counts[k] ?? 0));
    if (difference > allowed)
      expect({ theta, n, bins, k, count: actual[k] }).toEqual({ theta, n, bins, k, count: counts[k] });
    total += actual[k] ?? 0;
  }
  expect(total).toBe(n);
}

/** A frequency of a head of `headDim`, as models have them, under a random factor. */
const frequency = fc
  .record({
    base: fc.double({ min: 100, max: 1e7, noNaN: true }),
    headDim: fc.integer({ min: 1, max: 256 }).map((half) => 2 * half),
    place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    factor: fc.double({ min: 0.95, max: 32, noNaN: true }),
  })
  .map(({ base, headDim, place, factor }) => {
    const pair = Math.floor((place * headDim) / 2);
    return base ** ((-2 * pair) / headDim) / factor;
  });
const bins = fc.integer({ min: 2, max: 4096 });

describe("angle counts in closed form", () => {
  for (const [n, runs] of [
    [1, 100],
    [7, 200],
    [4096, 200],
    [131072, 25],
    [1048576, 6],
  ] as const) {
    it(`equal counting every position at n = ${n}`, () => {
      fc.assert(
        fc.property(frequency, bins, (theta, b) => expectSameCounts(theta, n, b)),
        { numRuns: runs, seed: n },
      );
    });
  }

  it("equal counting for frequencies that turn more than half a circle, or many, a position", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 60, noNaN: true }), bins, (theta, b) => expectSameCounts(theta, 1000, b)),
      { numRuns: 200, seed: 1 },
    );
  });

  it("equal the recorded counts of an independent program", () => {
    const golden = DISTURBANCE_CASES[0];
    expect(golden?.theta).toBe(10000);
    for (const [pair, recorded] of Object.entries(golden?.counts ?? {})) {
      const theta = 10000 ** ((-2 * Number(pair)) / 128);
      expect(Array.from(angleCounts(theta, 4096, 360))).toEqual(recorded.pretrained);
    }
  });

  it("are exact for the double alpha at ten million positions and above, against integer arithmetic", () => {
    const fine = 360;
    const into = new Float64Array(fine + 1);
    fc.assert(
      fc.property(frequency, fc.constantFrom(10 ** 7, 10 ** 8, 2 ** 27, 3 * 10 ** 9), (theta, n) => {
        cumulativeCounts(theta, n, fine, into);
        const alpha = turnsPerPosition(theta);
        for (let k = 1; k < fine; k += 13) expect(into[k]).toBe(exactCountBelow(alpha, n, k, fine));
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("are exact where products fall on boundaries, as for resonances with a fraction", () => {
    const fine = 360;
    const into = new Float64Array(fine + 1);
    for (const [p, q] of [
      [1, 2],
      [1, 4],
      [3, 8],
      [1, 3],
      [2, 5],
      [3, 106],
      [7, 360],
    ] as const) {
      for (const drift of [0, 1e-12, -1e-12, 1e-9, -1e-7]) {
        const theta = TWO_PI * (p / q) + drift;
        const alpha = turnsPerPosition(theta);
        for (const n of [1, 2, 7, 4096, 131072]) {
          cumulativeCounts(theta, n, fine, into);
          for (let k = 1; k <= fine; k++) expect(into[k]).toBe(exactCountBelow(alpha, n, k, fine));
        }
      }
    }
  });

  it("put every position of a pair that does not rotate into the first bin", () => {
    expect(Array.from(angleCounts(0, 12, 4))).toEqual([12, 0, 0, 0]);
  });
});
