import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { isRuntimeName, predict } from "../../../src/runtimes/index.ts";
import { disagreement, recordedCases, releaseOf } from "./recorded.ts";

const RECORDED = [
  ["exllamav2", 86],
  ["exllamav3", 83],
  ["tgi", 85],
  ["llama.cpp", 116],
] as const;

/** Python prints a set in any order. */
function sortedSets(message: string | null): string | null {
  return message?.replace(/\{(.*?)\}/g, (_, items: string) => `{${items.split(", ").sort().join(", ")}}`) ?? null;
}

describe.each(RECORDED)("what %s does with a config", (name, count) => {
  const cases = recordedCases(name.replace(".", "-"));

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
      expect(predicted.exception, key).toBe(recorded.exception);
      expect(sortedSets(predicted.message), key).toBe(sortedSets(recorded.message ?? null));
      const { derivedMaxLength } = recorded;
      if (derivedMaxLength !== undefined) expect(predicted.derivedMaxLength, key).toBe(derivedMaxLength);
    }
  });
});
