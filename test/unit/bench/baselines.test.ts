import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type BaselineResults, requireAgreement } from "../../bench/agreement.ts";
import { BINS, PRETRAINED_LENGTH, ROTARY_DIM, TARGET_LENGTH, THETA } from "../../bench/llama2.ts";
import { referenceLoops } from "../../bench/reference-loops.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const REQUEST = {
  rotaryDim: ROTARY_DIM,
  pretrainedLength: PRETRAINED_LENGTH,
  targetLength: TARGET_LENGTH,
  bins: BINS,
};
const loops = referenceLoops({ ...REQUEST, theta: THETA });

describe("the bench's baselines", () => {
  test("in TypeScript counts the histograms that the library computes in closed form", () => {
    const agreement = requireAgreement("TypeScript", loops);
    expect(agreement.histograms).toBe(6 * 64);
    expect(agreement.largestDifference).toBeLessThan(1e-9);
  });

  const hasPython = spawnSync("python3", ["--version"]).status === 0;
  test.skipIf(!hasPython)("in Python counts them too", () => {
    const { stdout } = spawnSync("python3", [resolve(ROOT, "test/bench/reference_loops.py")], {
      input: JSON.stringify({ ...REQUEST, thetas: [THETA], counts: true }),
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    const { strategies }: { strategies: BaselineResults } = JSON.parse(stdout);
    expect(requireAgreement("Python", strategies).histograms).toBe(6 * 64);
  });

  test("are refused when one position lies in a bin where it does not belong", () => {
    const counts = loops.linear.counts.map((histogram, pair) => {
      const changed = Float64Array.from(histogram);
      if (pair === 3) {
        changed[10] = (changed[10] ?? 0) + 1;
        changed[200] = (changed[200] ?? 0) - 2;
      }
      return changed;
    });
    const wrong = { ...loops, linear: { ...loops.linear, counts } };
    expect(() => requireAgreement("wrong loops", wrong)).toThrow(/^wrong loops, linear, pair 3: the histograms/);
  });

  test("are refused when a disturbance differs", () => {
    const disturbances = loops.yarn.disturbances.map((value, pair) => (pair === 63 ? value + 0.001 : value));
    const wrong = { ...loops, yarn: { ...loops.yarn, disturbances } };
    expect(() => requireAgreement("wrong loops", wrong)).toThrow(
      /^wrong loops, yarn, pair 63: the disturbance differs/,
    );
  });
});
