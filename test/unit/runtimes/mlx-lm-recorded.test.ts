import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict } from "../../../src/runtimes/index.ts";
import { disagreement, recordedCases, releaseOf } from "./recorded.ts";

describe("what mlx-lm does with a config", () => {
  const cases = recordedCases("mlx-lm");

  it("covers every recorded result", () => {
    expect(cases.reduce((sum, { results }) => sum + Object.keys(results).length, 0)).toBe(235);
  });

  it.each(cases)("agrees with the recorded runs: $name", ({ text, sequenceLength, results }) => {
    const snapshot = readConfig(text);
    for (const [key, recorded] of Object.entries(results)) {
      const predicted = predict(snapshot, { runtime: "mlx-lm", release: releaseOf(key), seqLen: sequenceLength });
      expect(disagreement(recorded, predicted), key).toBeNull();
    }
  });
});
