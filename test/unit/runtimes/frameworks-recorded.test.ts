import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { isRuntimeName, predict } from "../../../src/runtimes/index.ts";
import { disagreement, recordedCases, releaseOf } from "./recorded.ts";

const RECORDED = [
  ["exllamav2", 86],
  ["exllamav3", 83],
] as const;

describe.each(RECORDED)("what %s does with a config", (name, count) => {
  const cases = recordedCases(name);

  it("covers every recorded result", () => {
    expect(cases.reduce((sum, { results }) => sum + Object.keys(results).length, 0)).toBe(count);
  });

  it.each(cases)("agrees with the recorded runs: $name", ({ text, sequenceLength, maxLength, results }) => {
    const snapshot = readConfig(text);
    for (const [key, recorded] of Object.entries(results)) {
      if (!isRuntimeName(name)) throw new Error(`${name} is no framework`);
      const predicted = predict(snapshot, {
        runtime: name,
        release: releaseOf(key),
        seqLen: sequenceLength,
        maxLength,
      });
      expect(disagreement(recorded, predicted), key).toBeNull();
      expect([predicted.exception, predicted.message], key).toEqual([recorded.exception, recorded.message]);
      expect(predicted.derivedMaxLength ?? null, key).toBe(recorded.derivedMaxLength ?? null);
    }
  });
});
