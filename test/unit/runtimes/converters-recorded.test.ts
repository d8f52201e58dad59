import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { predict, type RuntimeName } from "../../../src/runtimes/index.ts";
import { disagreement, recordedCases, releaseOf } from "./recorded.ts";

const CONVERTERS: readonly { readonly runtime: RuntimeName; readonly results: number }[] = [
  { runtime: "ctranslate2", results: 84 },
  { runtime: "onnxruntime-genai", results: 118 },
];

describe.each(CONVERTERS)("what $runtime writes for a config", ({ runtime, results: count }) => {
  const cases = recordedCases(runtime);

  it("covers every recorded result", () => {
    expect(cases.reduce((sum, { results }) => sum + Object.keys(results).length, 0)).toBe(count);
  });

  it.each(cases)("agrees with the recorded runs: $name", ({ text, sequenceLength, results }) => {
    const snapshot = readConfig(text);
    for (const [key, recorded] of Object.entries(results)) {
      const predicted = predict(snapshot, { runtime, release: releaseOf(key), seqLen: sequenceLength ?? 2048 });
      expect(disagreement(recorded, predicted), key).toBeNull();
      expect(predicted.exception, key).toBe(recorded.exception ?? null);
      if (recorded.exception === "NotImplementedError" || recorded.exception === "ValueError") {
        expect(predicted.message, key).toBe(recorded.message);
      }
    }
  });
});
