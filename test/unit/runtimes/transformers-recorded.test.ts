import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict } from "../../../src/runtimes/index.ts";
import { disagreement, recordedCases, releaseOf } from "./recorded.ts";

describe("what transformers does with a config", () => {
  const cases = recordedCases("transformers");

  it("covers every recorded result", () => {
    expect(cases.reduce((sum, { results }) => sum + Object.keys(results).length, 0)).toBe(1086);
  });

  it.each(cases)("agrees with the recorded runs: $name", ({ text, sequenceLength, results }) => {
    const snapshot = readConfig(text);
    for (const [key, recorded] of Object.entries(results)) {
      const predicted = predict(snapshot, {
        runtime: "transformers",
        release: releaseOf(key),
        seqLen: sequenceLength,
      });
      expect(disagreement(recorded, predicted), key).toBeNull();
      if (recorded.outcome === "raises") expect(predicted.exception, key).toBe(recorded.exception);
    }
  });
});
