import fc from "fast-check";
import { expect, it } from "vitest";
import { asDyadic } from "../../../src/rope/exact-count.ts";
import { emptySteps, planSteps, SLOPE, STEP_SIZE } from "../../../src/rope/lattice-steps.ts";

/** Turns per position, from those of the fastest pairs to one turn in 2^60 positions; every second one near a fraction. */
const turns = fc.oneof(
  fc.double({ min: -60, max: -1, noNaN: true }).map((log) => 2 ** log),
  fc
    .tuple(fc.integer({ min: 2, max: 30 }), fc.double({ min: -50, max: -24, noNaN: true }))
    .map(([q, log]) => 1 / q - 2 ** log),
);

it("lattice steps have the slopes of the continued fraction to the nearest integers, from remainders without rounding", () => {
  fc.assert(
    fc.property(fc.array(turns, { minLength: 10, maxLength: 10 }), (batch) => {
      for (const alpha of batch) {
        const steps = emptySteps();
        planSteps(steps, alpha, 2 ** 27, 360);
        const { numerator, shift } = asDyadic(alpha);
        let [previous, current] = [1n << shift, numerator];
        for (let s = 0; s <= steps.length; s++) {
          const slope = steps.values[s * STEP_SIZE + SLOPE] ?? Number.NaN;
          const exact = Number(current) / Number(previous);
          if (!(Math.abs(slope - exact) <= 1e-15 * exact))
            expect({ alpha, s, slope }).toEqual({ alpha, s, slope: exact });
          if (current === 0n) break;
          const above = previous % current;
          [previous, current] = [current, 2n * above > current ? current - above : above];
        }
        expect(steps.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 60, seed: 6 },
  );
});
